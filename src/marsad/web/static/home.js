// The first page with scripts: filters act at once, the time line is brushed, the map and the list follow each other.
// The server makes the list and the time line either way; what is asked for is in the address and nowhere else.
const form = document.querySelector("#filters");
const rtl = document.dir === "rtl" || document.documentElement.dir === "rtl";
let map = null, asking = new AbortController();

function asked() {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) found.append(name, value);
  return found;
}

// Take the parts of a page that depend on what is asked for out of the page at another address.
async function turn(params, { again = true } = {}) {
  const query = params.toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  asking.abort();
  asking = new AbortController();
  const list = document.querySelector("#found");
  list.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(location.href, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok || !page.querySelector("#found")) { location.reload(); return; }
    const focused = document.activeElement?.id;
    for (const id of ["amount", "time", "found"]) document.getElementById(id).replaceWith(page.getElementById(id));
    for (const link of page.querySelectorAll("[hreflang][href]")) {
      for (const mine of document.querySelectorAll(`${link.localName}[hreflang="${link.hreflang}"]`)) mine.href = link.getAttribute("href");
    }
    brush();
    // After that: handles can only be focused once they are shown.
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (again) await map?.refresh();
  } catch (error) {
    if (error.name !== "AbortError") location.reload();
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); turn(asked()); });
form.addEventListener("change", () => { if (form.reportValidity()) turn(asked()); });

// The time line: a range is drawn with the pointer, or set with two handles; both end in the two dates of the form.
function brush() {
  const section = document.querySelector("#time"), area = section.querySelector(".brush");
  if (!area) return;
  const spans = JSON.parse(section.dataset.spans), said = section.querySelector("#brushed"), chosen = section.querySelector(".chosen");
  const [low, high] = ["#from-bar", "#to-bar"].map((id) => section.querySelector(id));
  const words = (text) => new Intl.DateTimeFormat(rtl ? "ar-EG-u-nu-latn" : "en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(text));
  section.querySelector(".handles").hidden = false;

  function show(first, last, drawing) {
    [low.value, high.value] = [first, last];
    low.setAttribute("aria-valuetext", words(spans[first][0]));
    high.setAttribute("aria-valuetext", words(spans[last][1]));
    const all = first === 0 && last === spans.length - 1;
    chosen.hidden = all && !drawing;
    chosen.style.insetInlineStart = `${(first / spans.length) * 100}%`;
    chosen.style.inlineSize = `${((last + 1 - first) / spans.length) * 100}%`;
    said.textContent = all && !drawing ? "" : `${words(spans[first][0])} – ${words(spans[last][1])}`;
  }
  function choose(first, last) {
    const all = first === 0 && last === spans.length - 1;
    form.elements.since.value = all ? "" : spans[first][0];
    form.elements.until.value = all ? "" : spans[last][1];
    turn(asked());
  }
  const place = (event) => {
    const { left, right, width } = area.getBoundingClientRect();
    const along = (rtl ? right - event.clientX : event.clientX - left) / width;
    return Math.max(0, Math.min(spans.length - 1, Math.floor(along * spans.length)));
  };
  let start = null;
  area.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    start = place(event);
    area.setPointerCapture(event.pointerId);
    show(start, start, true);
  });
  area.addEventListener("pointermove", (event) => {
    if (start !== null) show(Math.min(start, place(event)), Math.max(start, place(event)), true);
  });
  area.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const end = place(event);
    choose(Math.min(start, end), Math.max(start, end));
    start = null;
  });
  area.addEventListener("pointercancel", () => { start = null; show(+low.value, +high.value); });
  for (const handle of [low, high]) {
    handle.addEventListener("input", () => {
      const other = handle === low ? +high.value : +low.value;
      if (handle === low ? +low.value > other : +high.value < other) handle.value = other;
      show(+low.value, +high.value);
    });
    handle.addEventListener("change", () => choose(+low.value, +high.value));
  }
  show(+low.value, +high.value);
}
brush();

function pointed(event) {
  const row = event.target.closest?.("#found .hit");
  if (row?.dataset.lat) map?.point(+row.dataset.lat, +row.dataset.lon);
  else map?.point();
}
document.addEventListener("pointerover", pointed);
document.addEventListener("focusin", (event) => { if (event.target.closest("#found")) pointed(event); });

async function marksOf(bounds, zoom) {
  const params = asked();
  params.set("bbox", bounds.map((each) => each.toFixed(4)).join(","));
  params.set("zoom", zoom.toFixed(2));
  const response = await fetch(`/api/v1/incidents.geojson?${params}`);
  if (!response.ok) return null;
  const found = await response.json();
  for (const { properties } of found.features) {
    if (properties.type) properties.label = form.querySelector(`option[value="${CSS.escape(properties.type)}"]`)?.textContent ?? properties.type;
  }
  return found;
}

// Where a mark leads: to its incident, or to the list of what is at it.
function address(mark) {
  if (mark.properties.id) return `/${document.documentElement.lang}/incidents/${mark.properties.id}`;
  const params = asked(), [west, south, east, north] = mark.bbox;
  params.set("bbox", [west - .01, south - .01, east + .01, north + .01].map((each) => each.toFixed(4)).join(","));
  return `?${params}`;
}

function moved(bounds) {
  form.elements.bbox.value = bounds.join(",");
  turn(asked(), { again: false });
}

async function start() {
  const section = document.querySelector("#map-section"), key = document.querySelector("#key");
  section.hidden = key.hidden = false;
  try {
    const { open } = await import("/static/map.js");
    const opened = await open(document.querySelector("#map"), { marksOf, address, moved });
    const given = form.elements.bbox.value, { extent } = document.querySelector("#map").dataset;
    if (given) opened.fit(given.split(",").map(Number));
    else if (extent) opened.fit(JSON.parse(extent), 80);
    map = opened;
    await map.refresh();
  } catch (error) {
    // No WebGL: the list and the time line are the page.
    section.hidden = key.hidden = true;
    document.querySelector("#no-map").hidden = false;
    console.warn(error);
  }
}
start();
