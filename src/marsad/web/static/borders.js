// The gazetteer's borders, which are TopoJSON, as GeoJSON: arcs are steps on a grid, and countries are rings of arcs.
export async function countries(address) {
  const topology = await (await fetch(address)).json();
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const ring = (numbers) => numbers.flatMap((number, place) => {
    const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
    return place ? arc.slice(1) : arc;
  });
  const features = topology.objects.countries.geometries.filter((shape) => shape.arcs).map((shape) => ({
    type: "Feature", properties: {},
    geometry: {
      type: "MultiPolygon",
      coordinates: (shape.type === "Polygon" ? [shape.arcs] : shape.arcs).map((rings) => rings.map(ring)),
    },
  }));
  return { type: "FeatureCollection", features };
}
