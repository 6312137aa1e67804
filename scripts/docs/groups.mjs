/** The actions under the headings of their groups, both in the order in which they come. */
export function grouped(actions) {
  const ids = [...new Set(actions.map(({ group }) => group.id))];
  return ids.map((id) => {
    const own = actions.filter(({ group }) => group.id === id);
    return { ...own[0].group, actions: own };
  });
}
