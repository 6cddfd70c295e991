import { type ObjectMeta } from '../objects'

/** An owner that is named twice is kept once, and who named it is told: when it was sent, or when a patch came to that. */
export function nameOwnersOnce(
  metadata: ObjectMeta,
  warn: ((text: string) => void) | undefined,
  when: 'sent' | 'patched',
): void {
  const owners = metadata.ownerReferences ?? []
  const isAgain = ({ uid }: { uid: string }, index: number): boolean =>
    owners.slice(0, index).some((earlier) => earlier.uid === uid)
  const again = owners.filter(isAgain)
  if (again.length === 0) return
  metadata.ownerReferences = owners.filter((owner, index) => !isAgain(owner, index))
  const uids = [...new Set(again.map(({ uid }) => uid))].join(', ')
  const place = when === 'sent' ? '' : ' after mutating admission happens'
  warn?.(
    `.metadata.ownerReferences contains duplicate entries${place}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${uids}`,
  )
}
