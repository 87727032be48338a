using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>Holds the three implementations to the same answers.</summary>
internal static class LifecycleAgreement
{
    /// <exception cref="InvalidOperationException">They disagree; the message says about what.</exception>
    public static void Check(Question[] questions, CallbackLifecycle callbacks)
    {
        foreach (var question in questions)
        {
            var outcome = Lifecycle.Default.Fire(question.Status, question.Trigger, question.Context);
            var ours = (outcome.Kind, outcome.To, Reason: outcome.Guard.Length > 0 ? outcome.Guard : outcome.Code);
            var byHand = SwitchLifecycle.Fire(question.Status, question.Trigger, question.Context);
            Require(ours == (byHand.Kind, byHand.To, byHand.Reason), question, $"{ours} and {byHand}");

            var (kind, to, sentence) = Fire(callbacks, question);
            Require((kind, to) == (ours.Kind, ours.To), question, $"{ours} and {kind} {to}");
            Require(sentence.Contains(outcome.Guard, StringComparison.Ordinal), question, $"{ours} and {sentence}");

            callbacks.Status = question.Status;
            Require(callbacks.CanFire(question.Trigger, question) == outcome.IsPermitted, question, "CanFire");
            Require(Lifecycle.Default.CanFire(question.Status, question.Trigger, question.Context) == outcome.IsPermitted, question, "CanFire");

            var permitted = Lifecycle.Default.Permitted(question.Status, question.Context);
            var members = SwitchLifecycle.Permitted(question.Status, question.Context);
            Require(permitted.ToHashSet().SetEquals(callbacks.Permitted(question)), question, "the permitted set of the callbacks");
            Require(permitted.SequenceEqual(Triggers.All.Where((_, i) => (members >> i & 1) == 1)), question, "the permitted set of the switch");
        }
    }

    private static (TransitionKind Kind, StatusId To, string Sentence) Fire(CallbackLifecycle callbacks, Question question)
    {
        (callbacks.Status, callbacks.HasFollowUp) = (question.Status, false);
        try
        {
            callbacks.Fire(question.Trigger, question);
            var kind = callbacks.HasFollowUp ? TransitionKind.FollowUp
                : callbacks.Status == question.Status ? TransitionKind.Stayed
                : TransitionKind.Moved;
            return (kind, callbacks.Status, "");
        }
        catch (InvalidOperationException exception)
        {
            return (TransitionKind.Refused, question.Status, exception.Message);
        }
    }

    private static void Require(bool agree, Question question, string difference)
    {
        if (!agree)
        {
            throw new InvalidOperationException($"{question.Status}, {question.Trigger}, {question.Context}: {difference}.");
        }
    }
}
