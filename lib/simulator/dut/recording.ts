import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One recorded command of the real lab. */
export interface Recording {
  readonly command: string
  readonly user: string
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** For tests: reads the fixture whose name begins with that number. */
export function readRecording(directory: string, number: string): Recording {
  const file = readdirSync(directory).find((name) => name.startsWith(`${number}-`))
  if (!file) throw new Error(`There is no recording ${number} in ${directory}.`)
  const text = readFileSync(join(directory, file), 'utf8')
  const match =
    /^# \S+ on \S+ \((\w+)\), rc=(\d+)[^\n]*\n\$ ([^]*?)\n--- stdout\n([^]*?)--- stderr\n?([^]*)$/.exec(
      text,
    )
  if (!match) throw new Error(`${file} is not a recording.`)
  const [, user = '', exitCode = '', command = '', stdout = '', stderr = ''] = match
  return { command, user, exitCode: Number(exitCode), stdout, stderr }
}

/** Makes texts of two machines comparable: times, sizes and counts that no two machines share. */
export const withoutVolatile = (text: string): string =>
  text
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?/g, '<time>')
    .replace(/^total \d+$/gm, 'total <blocks>')
    .replace(/^([dl-][rwxst-]{9}) +\d+ (\w+) (\w+) +\d+ \w{3} [ \d]\d \d{2}:\d{2}/gm, '$1 $2 $3')
    .replace(/^([dl-][rwxst-]{9} \w+ \w+) \.\.$/gm, '<parent>')
    .trimEnd()

const functions =
  'run|on_config_update|handle_update|kube_join_master|_take_lock|_gen_cli_kubeconf|_run_command|_run_command_list|_do_join|mod_db_entry|do_join|kube_write_labels|update_node_labels'

/** The first line of each syslog record of ctrmgrd; what it captured from stdout comes in bursts that share their time. */
export function recordedSteps(journal: string): string[] {
  const logged = new RegExp(
    `^(\\S+ \\S+ \\S+) vlab-01 ctrmgrd\\.py\\[\\d+\\]: ((?:${functions}): .*|Refer file .*|Join failed: .*)$`,
    'gm',
  )
  const records = [...journal.matchAll(logged)]
  const times = records.map(([, time]) => time)
  return records
    .filter(([, time]) => times.indexOf(time) === times.lastIndexOf(time))
    .map(([, , line = '']) => line)
    .filter((line) => !line.startsWith('_run_command: out:beta.kubernetes.io'))
    .map((line) =>
      line
        .replace(/\/tmp\/tmp\w+?(_kube_join|kube_hints_)/, '/tmp/<temporary>')
        .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?/g, '<time>')
        .replace(/W\d{4} [\d:.]+ +\d+/, 'W<stamp>')
        .replace(/(directory \/lib\/modules\/).*/, '$1'),
    )
}
