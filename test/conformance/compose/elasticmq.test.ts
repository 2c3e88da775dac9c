import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Server, start, stop, until } from './run-programs';
import { subjects } from './subjects';
import { describeWith, freePort, installed, newFolder, write } from './tools';

const [small] = subjects.filter(({ name }) => name === 'small');
if (small === undefined) throw new Error('there is no such subject');

/** A server with the rendered file, on a port of this machine. */
async function serve(change = (text: string) => text): Promise<{ server: Server; address: string }> {
  const port = await freePort();
  const folder = newFolder();
  const text = readFileSync(join(write(small?.files ?? []), 'elasticmq.conf'), 'utf8')
    .replace('host = elasticmq', 'host = localhost')
    .replace('0.0.0.0', '127.0.0.1')
    .replaceAll('9324', String(port));
  writeFileSync(join(folder, 'elasticmq.conf'), change(text));
  const words = ['-cp', `${installed('ELASTICMQ')}/*`, '-Dconfig.file=elasticmq.conf', 'org.elasticmq.server.Main'];
  return { server: start('java', words, { cwd: folder }), address: `http://127.0.0.1:${port}` };
}

describeWith('ELASTICMQ')('a real ElasticMQ', () => {
  let server: Server;
  let address = '';
  beforeAll(async () => {
    ({ server, address } = await serve());
    await until(server, async () => (await fetch(`${address}/health`)).ok);
  });
  afterAll(() => stop(server));

  const queue = (words: string) =>
    fetch(`${address}/000000000000/memorai-small-work?${words}`).then((answer) => answer.text());

  test('has the queue and its dead-letter queue, under the address that services are given', async () => {
    const text = await (await fetch(`${address}/?Action=ListQueues`)).text();
    expect([...text.matchAll(/<QueueUrl>\S+?(\/\d+\/[\w-]+)<\/QueueUrl>/g)].map((match) => match[1]).sort()).toEqual([
      '/000000000000/memorai-small-work',
      '/000000000000/memorai-small-work-dead',
    ]);
  });

  test('hides a message as long as SQS would, and gives up as often (E20, E21)', async () => {
    const text = (await queue('Action=GetQueueAttributes&AttributeName.1=All')).replaceAll('&quot;', '"');
    expect(text).toMatch(/VisibilityTimeout<\/Name>\s*<Value>1620</);
    expect(text).toContain('"maxReceiveCount":5');
    expect(text).toContain(':memorai-small-work-dead"');
  });

  test('takes a message and gives it back', async () => {
    await queue('Action=SendMessage&MessageBody=hello');
    expect(await queue('Action=ReceiveMessage')).toContain('<Body>hello</Body>');
  });
});

describeWith('ELASTICMQ')('ElasticMQ refuses', () => {
  test('a file that is broken', async () => {
    const { server } = await serve((text) => text.replace('maxReceiveCount = 5 }', 'maxReceiveCount = five }'));
    await expect(until(server, () => false)).rejects.toThrow(/maxReceiveCount|Cannot convert|type/i);
    await stop(server);
  });
});
