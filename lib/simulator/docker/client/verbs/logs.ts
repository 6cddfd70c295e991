import { parseGoDuration } from '../../../go/duration'
import { followLog, type LogSelection, selectedLog } from '../../container/container-log'
import { type DockerVerb, isOn, parseFlags } from '../docker-call'
import { DockerError } from '../../docker-error'
import { untilEnded } from '../../container/until-ended'

/** `docker logs`: all at once; with `-f` what is written after that, too, until the container ends. */
export const logs: DockerVerb = async ({ engine, args, context }) => {
  const flags = parseFlags(args, {
    '-f': 'follow', '--follow': 'follow', '-t': 'times', '--timestamps': 'times',
    '--tail': 'tail=', '-n': 'tail=', '--since': 'since=',
  }) // prettier-ignore
  const tail = flags.options['tail']?.at(-1) ?? 'all'
  const since = flags.options['since']?.at(-1)
  const selection: LogSelection = {
    ...(tail !== 'all' && { tail: Number(tail) }),
    ...(since !== undefined && { since: timeOf(since, engine.now()) }),
    timestamps: isOn(flags, 'times'),
  }
  const container = engine.container(flags.words[0] ?? '')
  if (!isOn(flags, 'follow')) return { stdout: selectedLog(container.log.lines, selection) }
  const stop = followLog(container.log, selection, context.stream)
  try {
    await untilEnded(engine, container.id, context.signal)
  } finally {
    stop()
  }
  return {}
}

/** `10m` before now, seconds since the epoch, or a time as RFC 3339 has it. */
function timeOf(text: string, now: number): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const ago = parseGoDuration(text)
  if (ago !== undefined) return now - ago
  const time = Date.parse(text)
  if (Number.isNaN(time))
    throw new DockerError(
      `invalid value for "since": failed to parse value as time or duration: "${text}"`,
    )
  return time
}
