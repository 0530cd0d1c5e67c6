// Read by the scripts before anything else, also by a Node that is too old: plain syntax only.
const OLDEST = 26;

/** Ends the process with one line where this Node is older than Espalier needs. */
export function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST) return;
  console.error(
    `Espalier needs Node ${OLDEST} or later, and this is ${process.version}: ` +
      `run "npm ci", which brings one, and then the command again by npm; or install Node ${OLDEST}.`,
  );
  process.exit(1);
}
