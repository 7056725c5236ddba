// The brief goes to the printer by a button where there are scripts; the browser's own menu does it anyway.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
