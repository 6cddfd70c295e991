import { connect } from 'node:net'
import { once } from 'node:events'
import { type HttpAnswer } from '../testing/https-client'
import { settled } from '../testing/volatile'
import { type LabHands } from './lab-hands'
import { type Recording } from './recording'

/** What the simulated API has to say to a recorded request, in the recording's form. */
export async function answerTo(
  recording: Recording,
  hands: LabHands,
): Promise<Recording['response']> {
  const { request } = recording
  if (request.auth === 'none') return overPlainHttp(request, hands.lab.port)
  const client = await hands.client(request.auth)
  const path = pathHere(request.path, hands)
  if (isEndless(recording)) {
    const events = await firstEvents(client.watch(path, request.accept), hands.podEvents)
    return { status: 200, headers: streamed, body: { lifecycle: events.map(stepOfLife) } }
  }
  try {
    return inForm(recording, await client.ask(request.method, path, request))
  } catch {
    return { status: null, headers: {}, body: '' }
  }
}

const streamed = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }

function inForm(
  { response }: Recording,
  { status, headers, body }: HttpAnswer,
): Recording['response'] {
  const compared = [
    'content-type',
    'content-length',
    'transfer-encoding',
    ...Object.keys(response.headers),
  ]
  const own = compared.filter((name) => headers[name] !== undefined)
  return {
    status,
    headers: Object.fromEntries(own.map((name) => [name, String(headers[name])])),
    body: isStream(response.body)
      ? { events: typeof body === 'string' ? lines(body) : [body] }
      : body,
  }
}

const isStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && ('events' in body || 'lifecycle' in body)

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)

/** A watch that was cut by the client, not by a time-out. */
const isEndless = ({ response: { body } }: Recording): boolean =>
  typeof body === 'object' && body !== null && 'lifecycle' in body

async function firstEvents(stream: AsyncGenerator<unknown>, count: number): Promise<WatchedPod[]> {
  const events: WatchedPod[] = []
  for await (const event of stream) {
    events.push(event as WatchedPod)
    if (events.length === count) break
  }
  return events
}

/**
 * A long watch as the lives of its pods, one after the other: between pods the order is chance. So is how often a
 * pod that can't get its image turns from ErrImagePull to ImagePullBackOff and back.
 */
export function livesIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('lifecycle' in body)) return body
  const lives = new Map<string, string[]>()
  for (const step of body.lifecycle as WatchedPod[]) {
    const life = lives.get(step.object.metadata.name) ?? []
    const text = JSON.stringify(settled(step)).replace(
      /"waiting":\{[^}]*ImagePull.*?\}/,
      '"waiting":"<image>"',
    )
    if (life.at(-1) !== text) life.push(text)
    lives.set(step.object.metadata.name, life)
  }
  return [...lives.values()]
}

interface WatchedPod {
  type: string
  object: {
    metadata: { name: string; deletionGracePeriodSeconds?: number }
    status: { phase: string; containerStatuses?: { state: object }[] }
  }
}

/** How far a pod's life is, by one event. */
const stepOfLife = ({ type, object: { metadata, status } }: WatchedPod): unknown => ({
  type,
  object: {
    metadata: {
      name: metadata.name,
      ...(metadata.deletionGracePeriodSeconds !== undefined && {
        deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
      }),
    },
    status: {
      phase: status.phase,
      containerStatuses: (status.containerStatuses ?? []).map(({ state }) => ({ state })),
    },
  },
})

/** The recorded pods have other names here, and no test waits longer than it must. */
function pathHere(path: string, hands: LabHands): string {
  return path
    .replace(
      /(test-daemonset|ds-\w+)-[a-z0-9]{5}(?=\b)/g,
      (_, set: string) => hands.pod(set)?.metadata.name ?? '',
    )
    .replace(/timeoutSeconds=\d+/, 'timeoutSeconds=1')
}

async function overPlainHttp(
  { method, path }: Recording['request'],
  port: number,
): Promise<Recording['response']> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`${method} ${path} HTTP/1.1\r\n\r\n`)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  const [head = '', body = ''] = answer.toString().split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), headers: {}, body }
}
