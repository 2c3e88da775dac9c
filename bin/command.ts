/** The command line as one file: the build packs it, and memorai.ts loads it. See docs/adr/0020. */
export { main } from '../lib/cli/main';
