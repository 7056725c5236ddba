// The page of a watch area with scripts: its incidents and its outline on the map.
const box = document.querySelector("#map"), { watch, since, until, bounds, outline } = box.dataset;
const lang = document.documentElement.lang;
const types = new Map([...document.querySelector("#types").content.children].map((each) => [each.dataset.type, each.textContent]));
let map = null;

function asked() {
  const found = new URLSearchParams({ watch });
  if (since) found.set("since", since);
  if (until) found.set("until", until);
  return found;
}

async function marksOf(bounds, zoom) {
  const params = asked();
  params.set("bbox", bounds.map((each) => each.toFixed(4)).join(","));
  params.set("zoom", zoom.toFixed(2));
  const response = await fetch(`/api/v1/incidents.geojson?${params}`);
  if (!response.ok) return null;
  const found = await response.json();
  for (const { properties } of found.features) if (properties.type) properties.label = types.get(properties.type) ?? properties.type;
  return found;
}

// Where a mark leads: to its incident, or to the first page with what is at it.
function address(mark) {
  if (mark.properties.id) return `/${lang}/incidents/${mark.properties.id}`;
  const params = asked(), [west, south, east, north] = mark.bbox;
  params.set("bbox", [west - .01, south - .01, east + .01, north + .01].map((each) => each.toFixed(4)).join(","));
  return `/${lang}/?${params}`;
}

async function extent() {
  if (bounds) return bounds.split(",").map(Number);
  const { features } = await marksOf([-180, -90, 180, 90], 5) ?? { features: [] };
  if (!features.length) return null;
  const of = (place, choose) => choose(...features.map((each) => each.bbox[place]));
  return [of(0, Math.min), of(1, Math.min), of(2, Math.max), of(3, Math.max)];
}

function pointed(event) {
  const row = event.target.closest?.("#found .hit");
  if (row?.dataset.lat) map?.point(+row.dataset.lat, +row.dataset.lon);
  else map?.point();
}

async function start() {
  const section = document.querySelector("#map-section");
  section.hidden = false;
  try {
    const { open } = await import("/static/map.js");
    const opened = await open(box, { marksOf, address, moved() {} });
    if (outline) await opened.outline(`/api/v1/watches/${watch}/area.geojson`);
    const wide = await extent();
    if (wide) opened.fit(wide, 40);
    map = opened;
    await map.refresh();
  } catch (error) {
    // No WebGL: the list and the counts are the page.
    section.hidden = true;
    document.querySelector("#no-map").hidden = false;
    console.warn(error);
  }
}

document.addEventListener("pointerover", pointed);
document.addEventListener("focusin", (event) => { if (event.target.closest("#found")) pointed(event); });
start();
