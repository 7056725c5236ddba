// What every page has: the switch between light and dark, remembered in a cookie so that the server draws it so at once.
const root = document.documentElement;
const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    document.cookie = `marsad_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    document.dispatchEvent(new CustomEvent("marsad:theme"));
  });
}

// A form that filters by GET leaves out what was left empty, so that its address stays short enough to share.
for (const form of document.querySelectorAll("form[data-short]")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    setTimeout(() => { for (const field of form.elements) field.disabled = false; });
  });
}

// On a phone the menu is wider than the window: the page that is open is not to be out of sight.
const open = document.querySelector(".menu [aria-current]");
if (open) {
  const menu = open.closest(".menu");
  const [item, box] = [open.getBoundingClientRect(), menu.getBoundingClientRect()];
  menu.scrollLeft += item.left + item.width / 2 - (box.left + box.width / 2);
}

// On a phone filters are folded away unless they filter.
if (matchMedia("(max-width: 60rem)").matches) {
  for (const folded of document.querySelectorAll("details[data-fold]")) folded.open = false;
}
