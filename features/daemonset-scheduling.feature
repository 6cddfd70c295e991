@daemonset
@joined
Feature: DaemonSet scheduling
  A DaemonSet reaches the DUT only while the DUT's node carries the label that the DaemonSet's
  nodeSelector asks for.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Rule: A node with the label runs the pod

    Scenario: Labelling the node starts the pod and its container
      When I label the node deployDaemonset=true
      Then a test-ds-pod is Running within 60 seconds
      And the DUT runs the container of the test-ds-pod

  Rule: Any other label leaves the node alone

    Scenario Outline: The label <label> schedules nothing
      When I label the node <label>
      Then a DaemonSet that asks for <label> reaches the node within 60 seconds
      But no test-ds-pod is on the node
      And the DUT runs no container of a test-ds-pod

      Examples:
        | label                 | because                         |
        | deployDaemonset=false | the value differs               |
        | deployDaemonset=True  | label values are case-sensitive |
        | deploydaemonset=true  | label keys are case-sensitive   |
