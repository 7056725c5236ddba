// Opens the explanation of an event where its card stands; without this script the same link leads to a page of it.
document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-why]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const holder = link.closest(".why");
  const open = holder.nextElementSibling;
  if (open && open.matches(".why-rows")) {
    open.remove();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${link.href}?part=true`, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    // The server escapes everything; no script runs in parsed HTML, and the page's policy allows none.
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".why-rows");
    holder.after(document.adoptNode(part));
    link.setAttribute("aria-expanded", "true");
  } catch {
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
});

// Who comes from an incident by the anchor of a record finds its words lit and in sight.
if (location.hash) {
  dispatchEvent(new HashChangeEvent("hashchange"));
  const words = document.querySelector(".text .w.on");
  if (words && matchMedia("(min-width: 60rem)").matches) words.scrollIntoView({ block: "nearest" });
}
