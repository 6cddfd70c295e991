import type { CommandLine } from '../go/command-line'

/** Verbs that own what they write under a name of their own since 1.20: kubectl's AddFieldManagerFlagVar. */
const named: Readonly<Record<string, string>> = {
  annotate: 'kubectl-annotate',
  apply: 'kubectl-client-side-apply',
  create: 'kubectl-create',
  label: 'kubectl-label',
  patch: 'kubectl-patch',
  replace: 'kubectl-replace',
  rollout: 'kubectl-rollout',
  run: 'kubectl-run',
  set: 'kubectl-set',
  taint: 'kubectl-taint',
}

/** Whose the fields shall be that a call writes; undefined where it does not say, and the server goes by the program's name. */
export function fieldManagerOf(verb: string, line: CommandLine): string | undefined {
  const isUndo = verb === 'rollout' && line.words[0] === 'undo'
  return line.value('field-manager') ?? (isUndo ? undefined : named[verb])
}
