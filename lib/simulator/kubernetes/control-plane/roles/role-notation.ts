import { type PolicyRule } from '../../objects'

/** A role of the server's own. */
export interface OwnRole {
  readonly name: string
  /** Absent: the cluster's. */
  readonly namespace?: string
  /** The role that takes up its rules: `view`. */
  readonly partOf?: string
  /** The roles whose parts make up its rules, in place of rules of its own. */
  readonly madeOf: readonly string[]
  readonly rules: PolicyRule[]
}

/**
 * Reads roles, one a paragraph: `[namespace/]name[ > the role that takes up its rules]`, and a line for each rule: `verbs groups
 * resources[ names]`, where `-` is the core group, or `verbs paths`; `= name` in place of rules: those of the parts of that role.
 */
export const rolesIn = (text: string): OwnRole[] =>
  text
    .trim()
    .split(/\n(?=\S)/)
    .map((paragraph) => {
      const [head = '', ...lines] = paragraph.split('\n').map((line) => line.trim())
      const [place = '', partOf] = head.split(' > ')
      const [, namespace, name = ''] = /^(?:([^/]+)\/)?(.+)$/.exec(place) ?? []
      const [sum] = lines.filter((line) => line.startsWith('= '))
      return {
        name,
        ...(namespace && { namespace }),
        ...(partOf && { partOf }),
        madeOf: sum ? sum.slice(2).split(',') : [],
        rules: sum ? [] : lines.map(ruleIn),
      }
    })

function ruleIn(line: string): PolicyRule {
  const [verbs = [], first = [], resources, resourceNames] = line
    .split(' ')
    .map((word) => word.split(','))
  if (!resources) return { verbs, nonResourceURLs: first }
  const apiGroups = first.map((group) => (group === '-' ? '' : group))
  return { verbs, apiGroups, resources, ...(resourceNames && { resourceNames }) }
}
