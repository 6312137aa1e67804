/* Loaded into each child of `npm start`: ends it with its parent, also where the parent had no time to say so. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// A listener for it would keep the process alive after it has closed its server.
process.channel?.unref();
