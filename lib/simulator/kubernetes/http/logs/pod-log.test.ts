import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { KubeConfig, Log, type LogOptions } from '@kubernetes/client-node'
import { eventually } from '../../testing/eventually'
import { StreamsLab } from '../../testing/streams-lab'

let lab: StreamsLab
let log: Log

before(async () => {
  lab = await StreamsLab.start()
  await lab.runPod('talker', 'main')
  const config = new KubeConfig()
  config.loadFromString(lab.kubeconfig)
  log = new Log(config)
  lab.say('talker', 'main', 'one\ntwo\n')
})
after(() => lab[Symbol.asyncDispose]())

/** Begins to read; `seen` is what has come. */
async function reading(
  options: LogOptions,
): Promise<{ seen: () => string; all: Promise<string>; leave: () => void }> {
  const stream = new PassThrough()
  let seen = ''
  stream.on('data', (chunk: Buffer) => (seen += chunk.toString()))
  const all = text(stream)
  const controller = await log.log('default', 'talker', 'main', stream, options)
  return { seen: () => seen, all, leave: () => controller.abort() }
}

test('a log that is followed tells what is written until its reader goes', async () => {
  const { log: kept } = lab.container('talker', 'main')
  const unfollowed = kept.followers
  const { seen, leave } = await reading({ follow: true, tailLines: 1 })
  await eventually('the last line came', () => seen() === 'two\n')
  lab.say('talker', 'main', 'three\n')
  await eventually('the next line came', () => seen() === 'two\nthree\n')
  assert.equal(kept.followers, unfollowed + 1)
  leave()
  await eventually('nobody is told any more', () => kept.followers === unfollowed)
})

test('with timestamps each line has its own, and half a line none in its middle', async () => {
  const { seen, leave } = await reading({ follow: true, tailLines: 1, timestamps: true })
  await eventually('it is followed', () => seen().endsWith('Z three\n'))
  lab.say('talker', 'main', 'a\nb')
  lab.say('talker', 'main', 'b\n')
  await eventually('all came', () => seen().endsWith('bb\n'))
  leave()
  const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z`
  assert.match(seen(), new RegExp(`^${time} three\n${time} a\n${time} bb\n$`))
})

test('limitBytes ends a log that is followed', async () => {
  const { all } = await reading({ follow: true, limitBytes: 6 })
  assert.equal(await all, 'one\ntw')
})

test('a log that is followed ends with its container', async () => {
  const { seen, all } = await reading({ follow: true, tailLines: 1 })
  await eventually('it is followed', () => seen() === 'bb\n')
  lab.say('talker', 'main', 'last words\n')
  await lab.recorded.runtime.stopContainer(lab.container('talker', 'main').id, 0)
  assert.equal(await all, 'bb\nlast words\n')
})
