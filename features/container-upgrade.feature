@upgrade
@joined
Feature: Container upgrade
  A SONiC switch runs each of its features, such as snmp, in a container of its own image: local
  mode. In a cluster,
  Kubernetes can run the feature instead, from an image of another version: kube mode. The switch
  itself hands the
  feature over, so both never run at once, and takes it back when Kubernetes cannot run it.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Rule: A feature is handed over, rolled and given back

    Scenario Outline: <container> goes to <image version>, on to <third version>, and back, on SONiC <base OS version>
      Given the DUT runs SONiC "<base OS version>"
      And the feature <container> runs in local mode
      When I deploy <container> <image version>
      And I hand <container> over to Kubernetes
      Then <container> goes from local to kube within 2 minutes
      And <container>'s state on the DUT went through pending, ready and running
      And the node has the label "<container>_enabled" within 30 seconds
      And <container> <image version> is what runs, by the pod, by Docker on the DUT and by STATE_DB
      And the programs of <container> run within 60 seconds
      When I deploy <container> <third version>
      Then <container> goes from kube to kube within 2 minutes
      And <container> <third version> is what runs, by the pod, by Docker on the DUT and by STATE_DB
      When I hand <container> back to systemd
      Then <container> goes from kube to local within 2 minutes
      And the DUT's own <container> is what runs, by Docker on the DUT and by STATE_DB

      Examples:
        | base OS version | container | image version | third version |
        | any             | snmp      | 20261102.01   | 20261103.01   |

  Rule: A feature is never without a container for long

    Scenario: A version that cannot be had falls back to the DUT's own image
      Given the feature snmp runs in local mode
      And a feature goes back to local when Kubernetes has not started it for 40 seconds
      And Kubernetes runs snmp 20261102.01
      When I deploy snmp 20269999.99
      Then snmp goes from kube to local within 3 minutes
      And the DUT's own snmp is what runs, by Docker on the DUT and by STATE_DB

    @known-defect
    Scenario: The version that local mode runs cannot go back to Kubernetes
      Given the feature snmp runs in local mode
      And an image becomes the DUT's own when it has run for 10 seconds
      And Kubernetes runs snmp 20261102.01
      And snmp 20261102.01 has become the DUT's own within 2 minutes
      When I hand snmp back to systemd
      Then snmp goes from kube to local within 2 minutes
      When I hand snmp over to Kubernetes
      Then snmp's container of Kubernetes is held up within 60 seconds: "This version is marked disabled"
      And this is a known defect: "kube, local, kube with one version: its container waits for ever, the pod stays Running"
