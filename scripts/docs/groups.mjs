/** The actions under the headings of their groups, both in the order in which they come. */
export function grouped(actions) {
  const titles = [...new Set(actions.map(({ group }) => group.title))];
  return titles.map((title) => {
    const own = actions.filter(({ group }) => group.title === title);
    return { ...own[0].group, actions: own };
  });
}
