import { column, type Column, wide } from './column'
import { ageColumn, createdAtColumn, nameColumn } from './shared-columns'

/** The columns of what the simulator has none of, after the name: each with its type, if that is not text, and `wide`. */
const headings: Readonly<Record<string, string>> = {
  PersistentVolume:
    'Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass, Reason, Age, VolumeMode:wide',
  PersistentVolumeClaim:
    'Status, Volume, Capacity, Access Modes, StorageClass, Age, VolumeMode:wide',
  ReplicationController:
    'Desired:integer, Current:integer, Ready:integer, Age, Containers:wide, Images:wide, Selector:wide',
  PodTemplate: 'Containers, Images, Pod Labels',
  StorageClass: 'Provisioner, ReclaimPolicy, VolumeBindingMode, AllowVolumeExpansion, Age',
  VolumeAttachment: 'Attacher, PV, Node, Attached:boolean, Age',
  CSIDriver: 'AttachRequired:boolean, PodInfoOnMount:boolean, Modes, Age',
  CSINode: 'Drivers:integer, Age',
  APIService: 'Service, Available, Age',
  NetworkPolicy: 'Pod-Selector, Age',
  Ingress: 'Class, Hosts, Address, Ports, Age',
  IngressClass: 'Controller, Parameters, Age',
  StatefulSet: 'Ready, Age, Containers:wide, Images:wide',
  CronJob:
    'Schedule, Suspend:boolean, Active:integer, Last Schedule, Age, Containers:wide, Images:wide, Selector:wide',
  HorizontalPodAutoscaler: 'Reference, Targets, MinPods, MaxPods, Replicas, Age',
  RuntimeClass: 'Handler, Age',
  MutatingWebhookConfiguration: 'Webhooks:integer, Age',
  ValidatingWebhookConfiguration: 'Webhooks:integer, Age',
  FlowSchema: 'PriorityLevel, MatchingPrecedence, DistinguisherMethod, Age, MissingPL',
  PriorityLevelConfiguration:
    'Type, AssuredConcurrencyShares, Queues, HandSize, QueueLengthLimit, Age',
  PodSecurityPolicy: 'Priv, Caps, SELinux, RunAsUser, FsGroup, SupGroup, ReadOnlyRootFs, Volumes',
}

/** Of a kind that never has a row; most have a table of their own. */
export function lifelessColumns(kind: string): readonly Column[] {
  const listed = headings[kind]?.split(', ').map(columnOf)
  return [nameColumn, ...(listed ?? [createdAtColumn])]
}

function columnOf(heading: string): Column {
  const [name = '', ...marks] = heading.split(':')
  if (name === 'Age') return ageColumn
  const type = (['integer', 'boolean'] as const).find((one) => marks.includes(one)) ?? 'string'
  const shown: Column = { ...column(name, () => ''), type }
  return marks.includes('wide') ? wide(shown) : shown
}
