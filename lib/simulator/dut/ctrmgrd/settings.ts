import type { Machine } from '../../machine/machine'

/** ctrmgrd's timers in simulated seconds, as /etc/sonic/remote_ctr.config.json sets them. */
export interface CtrmgrdSettings {
  readonly joinLatencyOnBoot: number
  readonly retryJoin: number
  readonly retryLabels: number
  readonly tagLatest: number
  readonly retryTag: number
  readonly retryClean: number
}

/** The message is the last line of Python's traceback. */
export class UnreadableSettings extends Error {}

/** Reads the file once, as ctrmgrd does at its start; missing values have the code's own defaults. Throws UnreadableSettings. */
export function readSettings({ fs }: Machine): CtrmgrdSettings {
  const path = '/etc/sonic/remote_ctr.config.json'
  const file = fs.exists(path) ? parsed(fs.readText(path)) : {}
  const seconds = (key: string, otherwise: number): number =>
    typeof file[key] === 'number' ? file[key] : otherwise
  return {
    joinLatencyOnBoot: seconds('join_latency_on_boot_seconds', 10),
    retryJoin: seconds('retry_join_interval_seconds', 10),
    retryLabels: seconds('retry_labels_update_seconds', 2),
    tagLatest: seconds('tag_latest_image_on_wait_seconds', 5),
    retryTag: seconds('retry_tag_latest_seconds', 5),
    retryClean: seconds('retry_clean_image_seconds', 5),
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    const why = (error as Error).message
    const at = Number(/at position (\d+)/.exec(why)?.[1] ?? text.length)
    const lines = text.slice(0, at).split('\n')
    const expected = /property name/.test(why)
      ? 'Expecting property name enclosed in double quotes'
      : /','/.test(why)
        ? "Expecting ',' delimiter"
        : 'Expecting value'
    throw new UnreadableSettings(
      `json.decoder.JSONDecodeError: ${expected}: line ${lines.length} column ${(lines.at(-1) ?? '').length + 1} (char ${at})`,
    )
  }
}
