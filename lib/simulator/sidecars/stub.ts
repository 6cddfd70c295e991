import type { SidecarAge } from './sidecar-age'
import type { SidecarKind, SyncedFile } from './sidecar-kinds'
import { stubPath } from './sidecar-program'

/** A sidecar's program as a file of its image: what it keeps on the device, and what of CONFIG_DB, can be read in it. */
export function stubOf(
  { reconciles }: SidecarKind,
  age: SidecarAge,
  files: readonly SyncedFile[],
): Readonly<Record<string, string>> {
  const items = files.map(
    ({ source, destination, mode }) =>
      `    SyncItem("${source}", "${destination}", mode=0o${mode.toString(8)}),`,
  )
  const lines = [
    '#!/usr/bin/env python3',
    '# Keeps files and settings on the host as this image and its environment have them.',
    'SYNC_ITEMS = [',
    ...new Set(items),
    ']',
    ...(reconciles ? reconciling(age) : []),
  ]
  return { [stubPath]: `${lines.join('\n')}\n` }
}

const reconciling = ({ table, clients }: SidecarAge): readonly string[] => [
  `AUTHENTICATION = ("${table}|gnmi", "user_auth", "cert")`,
  ...(clients === 'one' ? [] : ['CLIENTS = os.getenv("GNMI_CLIENT_CERTS", "")']),
  'CLIENT = (os.getenv("TELEMETRY_CLIENT_CNAME", ""), os.getenv("GNMI_CLIENT_ROLE", "gnmi_show_readonly"))',
  ...(clients === 'lists'
    ? [
        'PATCH = ["sudo", "-n", "config", "apply-patch", "/dev/stdin"]',
        'REFUSAL = "Unsupported branch \'{}\'; aborting sync to trigger rollback"',
      ]
    : []),
]
