// Keeps a core busy until it is killed, or a minute has gone.
const end = Date.now() + 60_000;
while (Date.now() < end);
