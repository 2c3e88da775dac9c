// Loaded by --require into a measured process: at its end it writes its peak memory, in KiB, to file descriptor 3.
const { writeSync } = require('node:fs');

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
