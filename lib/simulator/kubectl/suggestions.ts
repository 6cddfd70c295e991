/** What a real kubectl knows, in the order in which it looks for what was meant. */
const commands =
  'create expose run set explain get edit delete rollout scale autoscale certificate cluster-info top cordon uncordon drain taint describe logs attach exec port-forward proxy cp auth debug diff apply patch replace wait kustomize label annotate completion alpha config plugin version api-versions api-resources options'.split(
    ' ',
  )

/** `Did you mean this?` with the commands that are two letters or fewer away, or begin like it; else nothing. */
export function suggestions(typed: string): string {
  const near = commands.filter(
    (command) => distance(typed, command) <= 2 || command.startsWith(typed.toLowerCase()),
  )
  if (near.length === 0) return ''
  return `\nDid you mean this?\n${near.map((command) => `\t${command}\n`).join('')}\n`
}

/** Levenshtein's: letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min(row[j]! + Number(letter !== other), row[j + 1]! + 1, next[j]! + 1))
    row = next
  }
  return row[b.length]!
}
