import {
  followLog,
  type LogSelection,
  type LogStream,
  selectedLines,
} from '../../container/container-log'
import { type DockerCall, type DockerVerb, isOn } from '../docker-call'
import { containerFor } from '../not-found'
import { timeOf } from '../time-given'
import { untilEnded } from '../../container/until-ended'

/** Passes each on to where it was written. */
export const bothOf =
  ({ stream, streamError }: DockerCall['context']) =>
  (text: string, to: LogStream): void =>
    to === 'stderr' ? streamError(text) : stream(text)

/** `docker logs`: all at once; with `-f` what is written after that, too, until the container ends. */
export const logs: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({
    '-f': 'follow', '--follow': 'follow', '-t': 'times', '--timestamps': 'times',
    '--tail': 'tail=', '-n': 'tail=', '--since': 'since=', '--until': 'until=', '--details': 'details',
  }) // prettier-ignore
  const tail = flags.options['tail']?.at(-1) ?? 'all'
  const since = flags.options['since']?.at(-1)
  const until = flags.options['until']?.at(-1)
  const selection: LogSelection = {
    // What is no number counts as all.
    ...(/^\d+$/.test(tail) && { tail: Number(tail) }),
    ...(since !== undefined && { since: timeOf('since', since, engine.now()) }),
    ...(until !== undefined && { until: timeOf('until', until, engine.now()) }),
    details: isOn(flags, 'details'),
    timestamps: isOn(flags, 'times'),
  }
  const container = containerFor(engine, flags.words[0] ?? '')
  if (!isOn(flags, 'follow')) {
    const lines = selectedLines(container.log.lines, selection)
    const of = (wanted: LogStream): string =>
      lines.flatMap(({ stream, text }) => (stream === wanted ? text : [])).join('')
    return { stdout: of('stdout'), stderr: of('stderr') }
  }
  const stop = followLog(container.log, selection, bothOf(context))
  try {
    await untilEnded(engine, container.id, context.signal)
  } finally {
    stop()
  }
  return {}
}
