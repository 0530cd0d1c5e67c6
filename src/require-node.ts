// Imported before all else: on a Node that is too old the rest does not load.
const OLDEST = 26;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(
    `Espalier cannot start: it needs Node ${OLDEST} or later, and this is ${process.version}; ` +
      'run it by npm, which brings its own, as in `npm exec -- node dist/main.js`',
  );
  process.exit(1);
}
