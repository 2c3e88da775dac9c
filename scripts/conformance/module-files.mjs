// module-files MODULE@VERSION FOLDER FILE...: puts files of a Go module into a folder, where `*` in a name stands for
// anything, out of the zip that `go mod download` leaves. It leaves one also where the module asks for a newer Go than there is, which then unpacks nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const [module, folder, ...files] = process.argv.slice(2);
const { stdout, error } = spawnSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
if (error) throw error;
const { Zip, Error: refused } = JSON.parse(stdout);
if (Zip === undefined) throw new Error(refused);
const bytes = readFileSync(Zip);

/** The entries of the central directory at the end of the zip: name → where its local header is. */
function* entries() {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    yield {
      name: bytes.toString('utf8', at + 46, at + 46 + name),
      size: bytes.readUInt32LE(at + 20),
      method: bytes.readUInt16LE(at + 10),
      header: bytes.readUInt32LE(at + 42),
    };
    at += 46 + name + extra + comment;
  }
}

const all = [...entries()];
for (const file of files) {
  const words = `${module}/${file}`.split('*').map((text) => text.replace(/[.+]/g, '\\$&'));
  const pattern = new RegExp(`^${words.join('[^/]*')}$`);
  const found = all.filter(({ name }) => pattern.test(name));
  if (found.length === 0) throw new Error(`${module} has no file ${file}`);
  for (const entry of found) write(entry);
}

function write(entry) {
  const start = entry.header + 30 + bytes.readUInt16LE(entry.header + 26) + bytes.readUInt16LE(entry.header + 28);
  const packed = bytes.subarray(start, start + entry.size);
  writeFileSync(join(folder, basename(entry.name)), entry.method === 0 ? packed : inflateRawSync(packed));
}
