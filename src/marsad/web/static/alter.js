// A form for the parts of a value that its words do not settle: filled from the value, read back into it.
const read = (input) => {
  if (input.dataset.kind === "tick") return input.checked;
  const said = input.value.trim();
  if (said === "") return null;
  return input.dataset.kind === "number" ? Number(said) : said;
};
const write = (input, value) => {
  if (input.dataset.kind === "tick") input.checked = Boolean(value);
  else input.value = value ?? "";
};
const inputs = (form) => [...form.querySelectorAll("[name]")];
const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });

// The places that bear the name in the form, to take the parts of a place from.
const lookUp = async (form, choice) => {
  const name = form.elements.namedItem("name").value.trim();
  choice.replaceChildren(choice.options[0]);
  if (!name) return;
  const answer = await fetch(`/api/v1/gazetteer?name=${encodeURIComponent(name)}`);
  if (!answer.ok) return;
  for (const place of (await answer.json()).items) {
    const where = [place.name, place.admin1, place.country].filter(Boolean).join("، ");
    choice.append(option(JSON.stringify(place), `${where} · ${place.lat.toFixed(2)}, ${place.lon.toFixed(2)}`));
  }
};

// Open the form of `field` under a value; `save` takes the value as it then is.
export const alter = (button, field, value, save) => {
  const row = button.closest("dd");
  const leave = () => {
    row.querySelector(".alter-form")?.remove();
    button.focus();
  };
  if (row.querySelector(".alter-form")) return leave();
  const form = document.getElementById(`alter-${field}`).content.firstElementChild.cloneNode(true);
  const who = form.querySelector("[data-who]");
  if (who) {
    const known = JSON.parse(document.getElementById("entities").textContent);
    for (const [id, name] of Object.entries(known)) who.append(option(id, name));
  }
  for (const input of inputs(form)) write(input, value[input.name]);
  const choice = form.querySelector("[data-namesakes]");
  if (choice) {
    lookUp(form, choice);
    form.elements.namedItem("name").addEventListener("change", () => lookUp(form, choice));
    choice.addEventListener("change", () => {
      if (!choice.value) return;
      const place = JSON.parse(choice.value);
      for (const input of inputs(form)) if (input.name in place) write(input, place[input.name]);
    });
  }
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  form.querySelector("[data-leave]").addEventListener("click", leave);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const made = { ...value };
    for (const input of inputs(form)) made[input.name] = read(input);
    // A place that somebody located is no longer unresolved.
    if ("reason" in made && made.lat !== null) made.reason = null;
    save(made);
  });
  row.append(form);
  form.querySelector("select, input").focus();
  return undefined;
};
