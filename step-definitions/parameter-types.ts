import { defineParameterType } from '@cucumber/cucumber'
import { type JoinOutcome } from '../lib/dut/join/ctrmgrd-log'
import { type FeatureOwner } from '../lib/dut/features/feature-rows'
import { type PodControlAction, type SidecarFeature, type SidecarGeneration } from '../lib/index'
import { type PullCause } from '../lib/registry/pull-failure'
import { minutes, seconds, type Milliseconds } from '../lib/wait/duration'
import { type Credential } from '../support/scenario/pulling'

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

defineParameterType({
  name: 'credential',
  regexp: /a fresh token|a wrong token|no login|another tag/,
  transformer: (words: string) => words as Credential,
})

defineParameterType({
  name: 'cause',
  regexp:
    /not logged in|the (?:proxy is down|proxy refuses|tag is unknown|transfer stalls|transfer breaks off)|no route/,
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
  name: 'joinOutcome',
  regexp: /succeeded|failed/,
  transformer: (word: string) => word as JoinOutcome,
})

defineParameterType({
  name: 'enabled',
  regexp: /enabled|disabled/,
  transformer: (word: string) => word === 'enabled',
})

defineParameterType({
  name: 'sidecarFeature',
  regexp: /gnmi|restapi|telemetry/,
  transformer: (word: string) => word as SidecarFeature,
})

defineParameterType({
  name: 'generation',
  regexp: /docker|kubectl|kubelet/,
  transformer: (word: string) => word as SidecarGeneration,
})

defineParameterType({
  name: 'podControlAction',
  regexp: /start|stop|restart/,
  transformer: (word: string) => word as PodControlAction,
})

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
