"use strict";
// The page works without this script: words and records are links to each other. It adds hovering, arrow keys, and
// going through all records that share the same words.
(() => {
  const owners = (el) => [...new Set((el.dataset.f || "").split(" ").filter(Boolean).map((f) => f.split(":")[0]))];
  let lit = [];

  const clear = () => {
    for (const el of lit) el.classList.remove("on", "lit");
    lit = [];
  };
  const light = (report, ids) => {
    clear();
    for (const id of ids) {
      const card = document.getElementById(`${report.id}-${id}`);
      if (card) { card.classList.add("on"); lit.push(card); }
    }
    for (const el of report.querySelectorAll(".text [data-f], .text [data-s]")) {
      const mine = owners(el).some((id) => ids.includes(id));
      const sentence = (el.dataset.s || "").split(" ").some((id) => ids.includes(id));
      if (mine) el.classList.add("on");
      if (sentence) el.classList.add("lit");
      if (mine || sentence) lit.push(el);
    }
  };
  const show = (target) => {
    const el = target instanceof Element ? target.closest(".text .w, .card") : null;
    if (!el) return false;
    const report = el.closest(".report");
    light(report, el.classList.contains("card") ? [el.dataset.r] : owners(el));
    return true;
  };

  document.addEventListener("pointerover", (e) => { if (e.pointerType !== "touch" && !show(e.target)) show(document.activeElement) || clear(); });
  document.addEventListener("focusin", (e) => show(e.target));
  addEventListener("hashchange", () => show(document.getElementById(location.hash.slice(1))));

  document.addEventListener("click", (e) => {
    const word = e.target instanceof Element ? e.target.closest(".text .w") : null;
    if (!word) return;
    const ids = owners(word);
    if (ids.length < 2) return;
    e.preventDefault();
    const next = (Number(word.dataset.turn || -1) + 1) % ids.length;
    word.dataset.turn = next;
    location.hash = `${word.closest(".report").id}-${ids[next]}`;
  });

  document.addEventListener("keydown", (e) => {
    const here = document.activeElement && document.activeElement.closest(".text .w, .card");
    if (e.key === "Escape") {
      clear();
      if (here) document.activeElement.blur();
      return;
    }
    if (!here || e.altKey || e.ctrlKey || e.metaKey || (e.key !== "ArrowDown" && e.key !== "ArrowUp")) return;
    const report = here.closest(".report");
    const cards = [...report.querySelectorAll(".card")];
    const id = here.classList.contains("card") ? here.dataset.r : owners(here)[0];
    const from = cards.findIndex((card) => card.dataset.r === id);
    const to = cards[from + (e.key === "ArrowDown" ? 1 : -1)];
    if (!to) return;
    e.preventDefault();
    to.focus();
    show(to);
    const words = report.querySelector(`.text [data-f~="${to.dataset.r}:trigger"], .text [data-f~="${to.dataset.r}:statement"]`);
    if (words && matchMedia("(min-width: 60rem)").matches) words.scrollIntoView({ block: "nearest" });
  });
})();
