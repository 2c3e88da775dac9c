import { cases } from './cases';
import { ControlPlane } from './control-plane';
import { defineCustomResources } from './definitions';
import { Deployed } from './deployed';
import { Journey } from './journey';
import { steps } from './steps';

let plane: ControlPlane | undefined;
const journeys = new Map<string, Journey>();

beforeAll(async () => {
  const started = await ControlPlane.start({ controllers: true });
  plane = started;
  await defineCustomResources(started);
  // All at once: they mostly wait, and each has its own nodes.
  for (const one of cases) journeys.set(one.name, new Journey(new Deployed(started, one), steps));
});
afterAll(() => plane?.stop());

describe.each(cases)('$name', ({ name }) => {
  test.each(steps)('$name', async (step) => {
    await journeys.get(name)?.reached(step);
  });
});
