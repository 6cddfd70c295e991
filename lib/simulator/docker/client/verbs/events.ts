import { dockerTime } from '../../container/container'
import type { DockerEvent } from '../../event-log'
import { type DockerVerb } from '../docker-call'
import { filledIn, unescapeFormat } from '../docker-format'
import { passes } from '../filters'
import { timeOf } from '../time-given'
import { hasLabel } from '../labels'

/** `docker events`: those of the past that `--since` and `--until` ask for, and then what happens, until `--until` or for ever. */
export const events: DockerVerb = async ({ engine, parse, context }) => {
  const { options } = parse({
    '--since': 'since=', '--until': 'until=', '-f': 'filter=', '--filter': 'filter=', '--format': 'format=',
  }) // prettier-ignore
  const time = (name: string): number | undefined => {
    const text = options[name]?.at(-1)
    return text === undefined ? undefined : timeOf('', text, engine.now())
  }
  const [since, until] = [time('since'), time('until')]
  const format = options['format']?.at(-1)
  const show = (event: DockerEvent): void => {
    const isWanted = passes(options['filter'], (key, value) => tests[key]?.(event, value) ?? true)
    if (isWanted)
      context.stream(
        `${format === undefined ? line(event) : filledIn(unescapeFormat(format), view(event))}\n`,
      )
  }
  const inTime = ({ at }: DockerEvent): boolean => at >= (since ?? 0) && at <= (until ?? Infinity)
  if (since !== undefined || until !== undefined) engine.events.all().filter(inTime).forEach(show)
  if (until !== undefined && until <= engine.now()) return {}
  const stop = engine.events.follow(show)
  const { clock } = engine.options
  await new Promise<void>((resolve) => {
    const cancel =
      until === undefined ? undefined : clock.afterWallTime(until - engine.now(), resolve)
    context.signal.addEventListener('abort', () => {
      cancel?.()
      resolve()
    })
  })
  stop()
  return {}
}

type Test = (event: DockerEvent, value: string) => boolean

/** A filter that it doesn't know holds nothing back. */
const tests: Readonly<Record<string, Test>> = {
  type: ({ type }, value) => type === value,
  event: ({ action }, value) => action === value || action.split(':')[0] === value,
  container: ({ type, id, attributes }, value) =>
    type === 'container' && (id.startsWith(value) || attributes['name'] === value),
  image: ({ type, id, attributes }, value) =>
    (type === 'image' ? [id, attributes['name']] : [attributes['image']]).includes(value),
  network: ({ type, id, attributes }, value) =>
    type === 'network' && (id.startsWith(value) || attributes['name'] === value),
  volume: ({ type, id }, value) => type === 'volume' && id === value,
  label: ({ attributes }, value) => hasLabel(attributes, value),
  scope: (_, value) => value === 'local',
}

const line = ({ at, type, action, id, attributes }: DockerEvent): string => {
  const told = Object.entries(attributes)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
  return `${dockerTime(at)} ${type} ${action} ${id}${told.length > 0 ? ` (${told.join(', ')})` : ''}`
}

/** Those of containers and images have the older fields, too. */
const view = ({ at, type, action, id, attributes }: DockerEvent): object => ({
  ...(type === 'container' && { status: action, id, from: attributes['image'] }),
  ...(type === 'container' && { Status: action, ID: id, From: attributes['image'] }),
  Type: type,
  Action: action,
  Actor: { ID: id, Attributes: attributes },
  scope: 'local',
  Scope: 'local',
  time: Math.floor(at / 1000),
  Time: Math.floor(at / 1000),
  timeNano: at * 1_000_000,
  TimeNano: at * 1_000_000,
})
