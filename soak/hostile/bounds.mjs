/** Reads from the metrics which bounds of the platforms have acted: connections that were closed, by the reason. */
export async function boundsThatActed(urls) {
  const closed = {};
  for (const url of urls) {
    const page = await (await fetch(`${url}/metrics`)).text();
    for (const [, why, count] of page.matchAll(/^platform_connections_closed_total\{.*="(\w+)"\} (\d+)$/gm))
      closed[why] = (closed[why] ?? 0) + Number(count);
  }
  return { closed, slow: Object.values(closed).some((count) => count > 0) };
}
