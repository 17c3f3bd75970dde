// Runs manifests through the validation of Kubernetes' own API server; see validate.sh.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	autoscalingvalidation "k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corev1conversion "k8s.io/kubernetes/pkg/apis/core/v1"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	security "k8s.io/pod-security-admission/api"
	securitypolicy "k8s.io/pod-security-admission/policy"
)

var pods = corevalidation.PodValidationOptions{}

// faults says what the API server objects to, after it filled in what it generates itself.
func faults(object runtime.Object) field.ErrorList {
	switch o := object.(type) {
	case *apps.Deployment:
		return appsvalidation.ValidateDeployment(o, pods)
	case *apps.StatefulSet:
		return appsvalidation.ValidateStatefulSet(o, pods)
	case *batch.Job:
		generateSelector(o)
		return batchvalidation.ValidateJob(o, batchvalidation.JobValidationOptions{PodValidationOptions: pods, RequirePrefixedLabels: true})
	case *core.Pod:
		return corevalidation.ValidatePodCreate(o, pods)
	case *core.Service:
		if o.Spec.ClusterIP != "" {
			o.Spec.ClusterIPs = []string{o.Spec.ClusterIP}
		}
		return corevalidation.ValidateServiceCreate(o)
	case *core.ConfigMap:
		return corevalidation.ValidateConfigMap(o)
	case *core.ServiceAccount:
		return corevalidation.ValidateServiceAccount(o)
	case *core.Secret:
		return corevalidation.ValidateSecret(o)
	case *networking.NetworkPolicy:
		return networkingvalidation.ValidateNetworkPolicy(o, networkingvalidation.NetworkPolicyValidationOptions{})
	case *networking.Ingress:
		return networkingvalidation.ValidateIngressCreate(o)
	case *policy.PodDisruptionBudget:
		return policyvalidation.ValidatePodDisruptionBudget(o, policyvalidation.PodDisruptionBudgetValidationOptions{})
	case *autoscaling.HorizontalPodAutoscaler:
		return autoscalingvalidation.ValidateHorizontalPodAutoscaler(o, autoscalingvalidation.HorizontalPodAutoscalerSpecValidationOptions{})
	}
	return field.ErrorList{field.InternalError(field.NewPath(""), fmt.Errorf("no validation of %T", object))}
}

func generateSelector(job *batch.Job) {
	job.UID = "generated"
	for _, label := range []string{"batch.kubernetes.io/controller-uid", "controller-uid"} {
		job.Spec.Template.Labels[label] = string(job.UID)
	}
	for _, label := range []string{"batch.kubernetes.io/job-name", "job-name"} {
		job.Spec.Template.Labels[label] = job.Name
	}
	job.Spec.Selector = &metav1.LabelSelector{
		MatchLabels: map[string]string{"batch.kubernetes.io/controller-uid": string(job.UID)},
	}
}

// template is the pod that an object is or makes, or nil.
func template(object runtime.Object) *core.PodTemplateSpec {
	switch o := object.(type) {
	case *apps.Deployment:
		return &o.Spec.Template
	case *apps.StatefulSet:
		return &o.Spec.Template
	case *batch.Job:
		return &o.Spec.Template
	case *core.Pod:
		return &core.PodTemplateSpec{ObjectMeta: o.ObjectMeta, Spec: o.Spec}
	}
	return nil
}

func restricted(evaluator securitypolicy.Evaluator, object runtime.Object) error {
	inner := template(object)
	if inner == nil {
		return nil
	}
	var pod corev1.PodTemplateSpec
	if err := corev1conversion.Convert_core_PodTemplateSpec_To_v1_PodTemplateSpec(inner, &pod, nil); err != nil {
		return err
	}
	level := security.LevelVersion{Level: security.LevelRestricted, Version: security.LatestVersion()}
	result := securitypolicy.AggregateCheckResults(evaluator.EvaluatePod(level, &pod.ObjectMeta, &pod.Spec))
	if !result.Allowed {
		return errors.New(result.ForbiddenDetail())
	}
	return nil
}

func check(evaluator securitypolicy.Evaluator, document []byte) (bool, []error) {
	json, err := yaml.ToJSON(document)
	if err != nil || string(json) == "null" {
		return false, wrap(err)
	}
	versioned, _, err := legacyscheme.Codecs.UniversalDeserializer().Decode(json, nil, nil)
	if runtime.IsNotRegisteredError(err) {
		return false, nil
	}
	if err != nil {
		return false, wrap(err)
	}
	legacyscheme.Scheme.Default(versioned)
	object, err := legacyscheme.Scheme.ConvertToVersion(versioned, runtime.InternalGroupVersioner)
	if err != nil {
		return false, wrap(err)
	}
	var found []error
	for _, fault := range faults(object) {
		found = append(found, fmt.Errorf("%T: %w", object, fault))
	}
	if err := restricted(evaluator, object); err != nil {
		found = append(found, fmt.Errorf("%T: not restricted: %w", object, err))
	}
	return true, found
}

func wrap(err error) []error {
	if err == nil {
		return nil
	}
	return []error{err}
}

func main() {
	evaluator, err := securitypolicy.NewEvaluator(securitypolicy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	objects, bad := 0, 0
	for _, file := range os.Args[1:] {
		content, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		reader := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content)))
		for {
			document, err := reader.Read()
			if err == io.EOF {
				break
			}
			checked, found := check(evaluator, document)
			if checked {
				objects++
			}
			for _, fault := range found {
				bad++
				fmt.Printf("%s: %v\n", file, fault)
			}
		}
	}
	fmt.Printf("%d objects, %d faults\n", objects, bad)
	if bad > 0 {
		os.Exit(1)
	}
}
