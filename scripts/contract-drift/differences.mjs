/** What two forms differ in, as sentences; `theirs` is the SDK's. */
export function differencesOf(ours, theirs, path) {
  return [
    ...(ours.nullable === theirs.nullable
      ? []
      : [`${path} is ${theirs.nullable ? '' : 'not '}nullable in the SDK`]),
    ...sets(ours.types, theirs.types, path, 'type'),
    ...sets(ours.values, theirs.values, path, 'value'),
    ...inner(ours.items, theirs.items, `${path}[]`),
    ...inner(ours.entries, theirs.entries, `${path}{}`),
    ...kinds(ours.kinds, theirs.kinds, path),
  ];
}

/** What two lists of fields differ in. */
export function fieldDifferences(ours, theirs, path) {
  const at = (name) => (path === '' ? name : `${path}.${name}`);
  const added = [...theirs.fields.keys()].filter((name) => !ours.fields.has(name));
  const gone = [...ours.fields.keys()].filter((name) => !theirs.fields.has(name));
  const shared = [...ours.fields].filter(([name]) => theirs.fields.has(name));
  return [
    ...added.map((name) => `${at(name)} is in the SDK, and not in the contract`),
    ...gone.map((name) => `${at(name)} is in the contract, and not in the SDK`),
    ...shared
      .filter(([name]) => ours.required.has(name) !== theirs.required.has(name))
      .map(([name]) => `${at(name)} is ${theirs.required.has(name) ? 'required' : 'optional'} in the SDK`),
    ...shared.flatMap(([name, form]) => differencesOf(form, theirs.fields.get(name), at(name))),
  ];
}

function inner(ours, theirs, path) {
  if (!ours && !theirs) return [];
  if (!ours || !theirs) return [`${path} is only in the ${ours ? 'contract' : 'SDK'}`];
  return differencesOf(ours, theirs, path);
}

function sets(ours, theirs, path, what) {
  return [
    ...[...theirs]
      .filter((one) => !ours.has(one))
      .map((one) => `${path} has the ${what} ${one} only in the SDK`),
    ...[...ours]
      .filter((one) => !theirs.has(one))
      .map((one) => `${path} has the ${what} ${one} only in the contract`),
  ];
}

/** Kinds are distinguished by the values of their `type`; a lone kind is compared with a lone kind. */
function kinds(ours, theirs, path) {
  if (ours.length === 1 && theirs.length === 1) return fieldDifferences(ours[0], theirs[0], path);
  const [here, there] = [byTag(ours), byTag(theirs)];
  return [
    ...[...there.keys()]
      .filter((tag) => !here.has(tag))
      .map((tag) => `${path} has the kind ${tag} only in the SDK`),
    ...[...here.keys()]
      .filter((tag) => !there.has(tag))
      .map((tag) => `${path} has the kind ${tag} only in the contract`),
    ...[...here]
      .filter(([tag]) => there.has(tag))
      .flatMap(([tag, kind]) => fieldDifferences(kind, there.get(tag), `${path}<${tag}>`)),
  ];
}

function byTag(kinds) {
  return new Map(
    kinds.map((kind) => [[...(kind.fields.get('type')?.values ?? [])].join('|') || 'without a type', kind]),
  );
}
