import { defineParameterType } from '@cucumber/cucumber'
import { type PullCause } from '../lib/registry/pull-failure'
import { minutes, seconds, type Milliseconds } from '../lib/wait/duration'

/** `deployDaemonset=true` */
export interface NodeLabel {
  readonly key: string
  readonly value: string
}

defineParameterType({
  name: 'label',
  regexp: /([\w./-]+)=([\w.-]*)/,
  transformer: (key: string, value: string): NodeLabel => ({ key, value }),
})

/** What a DaemonSet brings for the registry, or asks of it. */
export type Credential = 'a fresh token' | 'a wrong token' | 'no login' | 'another tag'

defineParameterType({
  name: 'credential',
  regexp: /a fresh token|a wrong token|no login|another tag/,
  transformer: (words: string) => words as Credential,
})

defineParameterType({
  name: 'cause',
  regexp: /not logged in|the (?:proxy is down|proxy refuses|tag is unknown)|no route/,
  transformer: (words: string) => words as PullCause,
})

defineParameterType({
  name: 'duration',
  regexp: /(\d+) (seconds?|minutes?)/,
  transformer: (amount: string, unit: string): Milliseconds =>
    unit.startsWith('minute') ? minutes(Number(amount)) : seconds(Number(amount)),
})

defineParameterType({
  name: 'connected',
  regexp: /not connected|connected(?: to the API server)?/,
  transformer: (words: string) => !words.startsWith('not'),
})

defineParameterType({
  name: 'enabled',
  regexp: /enabled|disabled/,
  transformer: (word: string) => word === 'enabled',
})

export type FeatureOwner = 'kube' | 'local'

defineParameterType({
  name: 'owner',
  regexp: /kube|local/,
  transformer: (word: string) => word as FeatureOwner,
})

/** `pending, ready and running` */
defineParameterType({
  name: 'words',
  regexp: /\w+(?:, \w+)*(?: and \w+)?/,
  transformer: (text: string) => text.split(/, | and /),
})
