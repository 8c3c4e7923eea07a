// Shows the OpenAPI document as a list; every text goes in as text.
const made = (name, text, kind) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
};

// A schema with the ones it names put in their place, once each on the way down.
const whole = (schema, every, seen = []) => {
  if (Array.isArray(schema)) return schema.map((part) => whole(part, every, seen));
  if (schema === null || typeof schema !== "object") return schema;
  const name = schema.$ref?.split("/").pop();
  if (name) return seen.includes(name) ? { like: name } : whole(every[name], every, [...seen, name]);
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, whole(part, every, seen)]));
};

const part = (title, schema, every) => {
  const box = document.createDocumentFragment();
  box.append(made("h4", title), made("pre", JSON.stringify(whole(schema, every), null, 2)));
  return box;
};

const route = (method, path, told, every) => {
  const box = made("details");
  const line = made("summary");
  line.append(made("code", method.toUpperCase(), "method"), made("code", path), made("span", told["x-who"] ?? "", "who"));
  box.append(line, made("p", told.description ?? told.summary ?? ""));
  if (told.parameters) box.append(part("Parameters", told.parameters, every));
  if (told.requestBody) box.append(part("Body", told.requestBody.content, every));
  for (const [status, answer] of Object.entries(told.responses ?? {})) {
    if (answer.content) box.append(part(`Answer ${status}`, answer.content, every));
  }
  return box;
};

const show = (description) => {
  document.querySelector("#about").textContent = description.info.description;
  const main = document.querySelector("#routes");
  main.replaceChildren();
  const groups = new Map();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, told] of Object.entries(methods)) {
      const tag = told.tags?.[0] ?? "others";
      groups.set(tag, [...(groups.get(tag) ?? []), route(method, path, told, description.components?.schemas ?? {})]);
    }
  }
  for (const [tag, routes] of groups) main.append(made("h2", tag), ...routes);
};

const response = await fetch("/api/openapi.json");
show(await response.json());
