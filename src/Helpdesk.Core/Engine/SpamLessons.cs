using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>
/// What agents' decisions teach the filter: marking teaches spam, unmarking takes exactly that back, a public answer teaches
/// ham. Decisions of rules and of the filter itself teach nothing, or it would confirm its own mistakes.
/// </summary>
internal static class SpamLessons
{
    public static (SpamMemory Memory, IReadOnlyList<SpamTraining> Training) Learn(
        SpamMemory memory, StatusCategory category, IEnumerable<RecordedEvent> events, SpamFeatures? sample)
    {
        var training = new List<SpamTraining>();
        if (sample is null)
        {
            return (memory, training);
        }

        foreach (var recorded in events.Where(e => e.By is Actor.Agent))
        {
            memory = recorded.Event switch
            {
                TicketEvent.StatusChanged c when c.Trigger == Triggers.MarkSpam => Become(new SpamMemory(SpamClass.Spam, memory.Trained)),
                TicketEvent.StatusChanged c when c.Trigger == Triggers.NotSpam => Become(memory.Trained == SpamClass.Spam
                    ? new SpamMemory(memory.BeforeMark, null)
                    : new SpamMemory(SpamClass.Ham, null)),
                TicketEvent.ReplySent when memory.Trained is null && category != StatusCategory.Spam =>
                    Become(new SpamMemory(SpamClass.Ham, null)),
                _ => memory,
            };
        }

        return (memory, training);

        SpamMemory Become(SpamMemory next)
        {
            if (SpamTraining.Between(sample, memory.Trained, next.Trained) is { } lesson)
            {
                training.Add(lesson);
            }

            return next;
        }
    }
}
