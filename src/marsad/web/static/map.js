// The map: borders below, marks above as links, so that keyboard, colours and languages are the page's own.
import { Map as Globe, Marker, NavigationControl, setWorkerUrl } from "/static/vendor/maplibre/maplibre-gl.mjs";
import { countries } from "/static/borders.js";

setWorkerUrl("/static/vendor/maplibre/maplibre-gl-worker.mjs");
const EQUATOR = 40075016.686, TILE = 512, CLOSEST = 12;
// How far from its middle the badge of a ring is at most, in pixels.
const REACH = 200;

// A colour of the page's as the map takes it: what light-dark() comes to.
function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.querySelector("#map").append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const pixels = (km, lat, zoom) => (km * 1000 * TILE * 2 ** zoom) / (EQUATOR * Math.cos((lat * Math.PI) / 180));
const inside = ([west, south, east, north], lat, lon) => lat >= south - 1e-6 && lat <= north + 1e-6 && lon >= west - 1e-6 && lon <= east + 1e-6;

export async function open(box, { marksOf, address, moved }) {
  const words = box.dataset;
  const globe = new Globe({
    container: box, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, rollEnabled: false,
    renderWorldCopies: false, minZoom: 1, maxZoom: CLOSEST, center: [42, 30], zoom: 3.5,
    locale: { "NavigationControl.ZoomIn": words.in, "NavigationControl.ZoomOut": words.out, "Map.Title": words.canvas },
    style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": colour("--sea") } }] },
  });
  globe.touchZoomRotate.disableRotation();
  globe.keyboard.disableRotation();
  globe.addControl(new NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right");
  let shown = [], asked = 0;

  function size(mark) {
    const { incidents, reports, radius_km: km, wide } = mark.properties;
    const across = Math.min(56, 22 + 5 * Math.sqrt(reports) + (incidents > 1 ? 4 : 0));
    const around = Math.max(wide ? across + 40 : 0, km === null ? 0 : 2 * pixels(km, mark.geometry.coordinates[1], globe.getZoom()));
    return [across, around];
  }

  function measure(each) {
    const [across, around] = size(each.mark);
    for (const [piece, length] of [[each.spot, across], [each.round, around]]) {
      Object.assign(piece.style, { width: `${length}px`, height: `${length}px`, margin: `${-length / 2}px` });
    }
    // What has no place of its own is told on its ring, not as a point in the middle.
    if (each.mark.properties.wide) each.spot.style.transform = `translateY(${-Math.min(around / 2, REACH)}px)`;
    each.round.hidden = around <= across + 4;
  }

  function name(mark) {
    const { id, incidents, reports, label, names, precision, wide } = mark.properties;
    const parts = id ? [label, names?.[document.documentElement.lang]] : [words.some.replace("{n}", incidents)];
    if (wide) parts.push(precision === 4 ? words.country : words.wide);
    return [...parts.filter(Boolean), words.mark.replace("{n}", reports)].join(" · ");
  }

  function draw(mark) {
    const link = document.createElement("a"), spot = document.createElement("span"), round = document.createElement("span");
    link.className = `mark f-${mark.properties.family}${mark.properties.wide ? " wide" : ""}`;
    link.href = address(mark);
    link.title = name(mark);
    link.setAttribute("aria-label", link.title);
    round.className = `round${mark.properties.wide ? " wide" : ""}`;
    spot.className = "spot";
    spot.textContent = mark.properties.incidents > 1 ? mark.properties.incidents : "";
    link.append(round, spot);
    link.addEventListener("click", (event) => {
      if (mark.properties.id) return;
      event.preventDefault();
      const [west, south, east, north] = mark.bbox;
      const nearby = Math.min(CLOSEST, Math.max(globe.getZoom() + 2, 4));
      const to = west === east && south === north ? { center: [west, south], zoom: nearby } : globe.cameraForBounds([[west, south], [east, north]], { padding: 70, maxZoom: nearby + 2 });
      if (to) globe.easeTo({ ...to, zoom: Math.max(to.zoom, Math.min(CLOSEST, globe.getZoom() + .5)) }, { originalEvent: event });
    });
    const each = { mark, link, spot, round };
    measure(each);
    each.marker = new Marker({ element: link, anchor: "center" }).setLngLat(mark.geometry.coordinates).addTo(globe);
    // The library makes buttons of marks; this one is a link.
    link.removeAttribute("role");
    link.tabIndex = -1;
    return each;
  }

  // One mark is in the order of Tab; the arrow keys go from one to the next.
  box.addEventListener("keydown", (event) => {
    const at = shown.findIndex((each) => each.link === document.activeElement);
    if (at < 0) return;
    event.stopPropagation();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    shown[at].link.tabIndex = -1;
    const next = shown[(at + step + shown.length) % shown.length].link;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
  }, true);

  function bounds(room = 0) {
    const all = globe.getBounds(), wide = (all.getEast() - all.getWest()) * room, high = (all.getNorth() - all.getSouth()) * room;
    const kept = (value, most) => Math.max(-most, Math.min(most, value));
    return [kept(all.getWest() - wide, 180), kept(all.getSouth() - high, 90), kept(all.getEast() + wide, 180), kept(all.getNorth() + high, 90)];
  }

  async function refresh() {
    const turn = ++asked;
    const found = await marksOf(bounds(.25), globe.getZoom());
    if (turn !== asked || !found) return;
    const held = shown.findIndex((each) => each.link === document.activeElement);
    for (const each of shown) each.marker.remove();
    // Those of many incidents first: the few lie above them.
    shown = found.features.reverse().map(draw);
    if (shown.length) shown[Math.max(0, Math.min(held, shown.length - 1))].link.tabIndex = 0;
    if (held >= 0 && shown.length) shown[Math.min(held, shown.length - 1)].link.focus({ preventScroll: true });
    box.dataset.drawn = String(turn);
  }

  function paint() {
    globe.setPaintProperty("sea", "background-color", colour("--sea"));
    globe.setPaintProperty("land", "fill-color", colour("--land"));
    globe.setPaintProperty("borders", "line-color", colour("--border"));
    if (!globe.getLayer("outline")) return;
    globe.setPaintProperty("outline", "line-color", colour("--accent"));
    globe.setPaintProperty("outlined", "fill-color", colour("--accent"));
  }

  await new Promise((done) => globe.once("load", done));
  globe.addSource("land", { type: "geojson", data: await countries("/static/map/borders.json") });
  globe.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--land"), "fill-antialias": false } });
  globe.addLayer({ id: "borders", type: "line", source: "land", paint: { "line-color": colour("--border"), "line-width": 1 } });
  document.addEventListener("marsad:theme", paint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  globe.on("zoom", () => shown.forEach(measure));
  globe.on("moveend", (event) => {
    if (event.originalEvent) moved(bounds().map((each) => +each.toFixed(3)));
    refresh();
  });

  return {
    refresh,
    // Show a piece of the map, as given or, where room is asked for, with some around it.
    fit([west, south, east, north], padding = 0) {
      globe.fitBounds([[west, south], [east, north]], { padding, maxZoom: padding ? 8 : CLOSEST, duration: 0 });
    },
    // Draw the outline of an area below the marks.
    async outline(address) {
      const response = await fetch(address);
      if (!response.ok) return;
      globe.addSource("outline", { type: "geojson", data: await response.json() });
      globe.addLayer({ id: "outlined", type: "fill", source: "outline", paint: { "fill-color": colour("--accent"), "fill-opacity": .1 } });
      globe.addLayer({ id: "outline", type: "line", source: "outline", paint: { "line-color": colour("--accent"), "line-width": 2, "line-dasharray": [3, 2] } });
    },
    // Light up the mark that an incident of the list is in.
    point(lat, lon) {
      for (const { mark, link } of shown) link.classList.toggle("on", lat !== undefined && inside(mark.bbox, lat, lon));
    },
  };
}
