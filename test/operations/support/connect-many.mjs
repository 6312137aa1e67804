import { connect } from 'node:net';

/** Opens connections to a port at once, and ends well when all are there: `node connect-many.mjs <port> <count>`. */
const [port, count] = process.argv.slice(2).map(Number);
let missing = count;

setTimeout(() => {
  process.stderr.write(`${missing} of ${count} connections did not come about`);
  process.exit(1);
}, 20_000);

for (let nth = 0; nth < count; nth += 1) {
  const socket = connect(port, '127.0.0.1', () => (missing -= 1) || process.exit(0));
  socket.on('error', ({ message }) => {
    process.stderr.write(message);
    process.exit(1);
  });
}
