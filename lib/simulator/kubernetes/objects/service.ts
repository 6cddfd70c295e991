import type { KubeObject, ObjectReference } from '.'

export interface Service extends KubeObject {
  spec: {
    ports?: ServicePort[]
    selector?: Record<string, string>
    clusterIP?: string
    clusterIPs?: string[]
    type?: string
    sessionAffinity?: string
    externalName?: string
    externalTrafficPolicy?: string
    internalTrafficPolicy?: string
    ipFamilies?: string[]
    ipFamilyPolicy?: string
    publishNotReadyAddresses?: boolean
  }
  status: { loadBalancer: object }
}

export interface ServicePort {
  name?: string
  protocol?: string
  port: number
  targetPort?: number | string
  nodePort?: number
}

export interface Endpoints extends KubeObject {
  subsets?: EndpointSubset[]
}

export interface EndpointSubset {
  addresses?: EndpointAddress[]
  notReadyAddresses?: EndpointAddress[]
  ports?: EndpointPort[]
}

export interface EndpointPort {
  name?: string
  port: number
  protocol?: string
}

/** As v1beta1 has it. */
export interface EndpointSlice extends KubeObject {
  addressType: string
  endpoints: Endpoint[] | null
  ports: EndpointPort[] | null
}

export interface Endpoint {
  addresses: string[]
  hostname?: string
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean }
  targetRef?: ObjectReference
  topology?: Record<string, string>
  nodeName?: string
}

export interface EndpointAddress {
  ip: string
  nodeName?: string
  targetRef?: ObjectReference
}
