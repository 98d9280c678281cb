type Json = unknown;

/** Adds a part to the answer it belongs to, as clients do. */
export function addPart(data: Json, path: readonly (string | number)[], part: Json): void {
  const target = path.reduce<Json>((value, step) => (value as Record<string | number, Json>)[step], data);
  if (part !== null) merge(target, part);
}

function merge(target: Json, part: Json): void {
  for (const [key, value] of Object.entries(part as object)) {
    const into = target as Record<string, Json>;
    if (isObject(into[key]) && isObject(value)) merge(into[key], value);
    else into[key] = value;
  }
}

const isObject = (value: Json): boolean => typeof value === 'object' && value !== null;
