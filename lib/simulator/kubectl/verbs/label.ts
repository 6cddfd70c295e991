import { KubectlFailure } from '../failure'
import { pairsVerb } from './pairs'

const validValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

export const label = pairsVerb({
  verb: 'label',
  field: 'labels',
  noun: 'label',
  done: 'labeled',
  checkValue(word, value) {
    if (!validValue.test(value))
      throw new KubectlFailure(`error: invalid label value: "${word}": ${valueRule}`)
  },
  present: ([[key, value] = ['', '']]) =>
    `'${key}' already has a value (${value}), and --overwrite is false`,
  absent: (key) => `label "${key}" not found.`,
  outcome(changed, onlyRemoved, minor) {
    if (!changed) return 'not labeled'
    return onlyRemoved && minor >= 23 ? 'unlabeled' : 'labeled'
  },
})

export const annotate = pairsVerb({
  verb: 'annotate',
  field: 'annotations',
  noun: 'annotation',
  done: 'annotated',
  present: (taken) =>
    `--overwrite is false but found the following declared annotation(s): ${taken
      .map(([key, value]) => `'${key}' already has a value (${value})`)
      .join('; ')}`,
})
