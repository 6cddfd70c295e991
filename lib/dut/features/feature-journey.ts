import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { parseDatabaseRow } from '../databases/database-row'

/** One write to a feature's row in STATE_DB, as its writer logged it. */
export interface FeatureWrite {
  /** As the DUT's log has it: `Nov 23 09:16:24.639662`. */
  readonly at: string
  /** `container` or `container_startup.py`. */
  readonly by: string
  readonly fields: Readonly<Record<string, string>>
}

/** A moment by the DUT's own clocks. */
export interface Moment {
  readonly epoch: string
  /** As its log writes it. */
  readonly logTime: string
}

/**
 * What happened to a feature's row since then. Its states pass in milliseconds to seconds, so asking the database would
 * miss some: the two writers log each write. They do so in the journal, or, where a container has an rsyslog of its own, in
 * /var/log/syslog, which may have been rotated meanwhile.
 */
export async function featureJourney(
  dut: Host,
  feature: string,
  since: Moment,
): Promise<readonly FeatureWrite[]> {
  const { stdout } = await dut.run(root`
    wanted() { grep -hE 'container(_startup\.py)?(\[[0-9]+\])?: update_data: '; }
    lines=$(journalctl -t container -t container_startup.py --since ${`@${since.epoch}`} -o short-precise --no-pager 2> /dev/null | wanted) || :
    case $lines in
      *${`update_data: ${feature}: `}*) printf '%s\n' "$lines" ;;
      *) printf '%s\n' "$lines"; cat /var/log/syslog.1 /var/log/syslog 2> /dev/null | tail -n 20000 | wanted || : ;;
    esac`)
  const writes = stdout.split('\n').flatMap((line) => writeIn(feature, line))
  const late = writes.filter(({ at }) => sortable(at) >= sortable(since.logTime))
  const seen = new Set<string>()
  return late
    .filter(
      ({ at, by, fields }) =>
        !seen.has(JSON.stringify([at, by, fields])) && seen.add(JSON.stringify([at, by, fields])),
    )
    .toSorted((a, b) => (sortable(a.at) < sortable(b.at) ? -1 : 1))
}

const line =
  /^(?:\d{4} )?(\w{3} +\d+ [\d:.]+) \S+ (?:[A-Z]+ )?(?:\S*#)?(container(?:_startup\.py)?)(?:\[\d+\])?: update_data: (?:feature:)?(\S+?):? (?:data:)?(\{.*\})/

/** Of a line that logs another feature's write, or something else: none. */
export function writeIn(feature: string, text: string): FeatureWrite[] {
  const [, at, by, name, dict] = line.exec(text) ?? []
  if (!at || !by || !dict || name !== feature) return []
  return [{ at, by, fields: parseDatabaseRow(dict) }]
}

/** The values that a field has had one after the other, beginning with what it was before. */
export function valuesOf(
  journey: readonly FeatureWrite[],
  field: string,
  before: string,
): readonly string[] {
  return journey
    .flatMap(({ fields }) => fields[field] ?? [])
    .reduce((values, value) => (values.at(-1) === value ? values : [...values, value]), [before])
}

/** `09:14:14.136928 container: current_owner=none, container_id=`: a line each. */
export const describeJourney = (journey: readonly FeatureWrite[]): string =>
  journey
    .map(({ at, by, fields }) => {
      const told = Object.entries(fields).filter(([field]) => field !== 'update_time')
      return `  ${at.split(' ').at(-1)} ${by}: ${told.map(([key, value]) => `${key}=${value}`).join(', ')}`
    })
    .join('\n')

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Nov  3 09:16:24` so that texts compare as times do. */
const sortable = (at: string): string => {
  const [month = '', day = '', time = ''] = at.split(/ +/)
  return [months.indexOf(month), day, time].map((part) => String(part).padStart(2, '0')).join(' ')
}
