using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Tickets.Relations;

/// <summary>Merges form a forest, lose nothing, and can be undone.</summary>
public sealed class MergeProperties
{
    [Fact]
    public void Merges_form_a_forest_and_every_ticket_goes_on_somewhere() => StoryLaws.Hold(step => step.After.Tickets.All(t =>
    {
        var seen = new HashSet<TicketId>();
        var at = t;
        while (at.MergedInto is { } next && seen.Add(at.Id))
        {
            at = step.After[next.Other];
        }

        return at.MergedInto is null
            && (t.Category == StatusCategory.Merged) == t.MergedInto is not null
            && step.After.Survivor(t.Id).Id == at.Id
            && (at.Id == t.Id || at.Absorbed.Count(a => a.Ticket == t.Id && a.Reference == t.Reference) == 1);
    }));

    [Fact]
    public void Every_message_is_in_exactly_one_living_ticket() => StoryLaws.Hold(step =>
    {
        var held = step.After.Tickets.Where(t => t.MergedInto is null).SelectMany(t => t.Messages).Select(m => m.Message).ToList();
        return held.Count == held.Distinct().Count() && held.ToHashSet().SetEquals(step.After.Written);
    });

    [Fact]
    public void Messages_stand_in_the_order_of_their_instants_and_the_clocks_say_what_they_say() => StoryLaws.Hold(step =>
        step.After.Tickets.All(t =>
        {
            var customers = t.Messages.Where(m => m is { Direction: MessageDirection.Inbound, Kind: MessageKind.Human });
            var answers = t.Messages.Where(m => m is { Direction: MessageDirection.Outbound, By: Actor.Agent });
            return t.Messages.Select(m => m.At).SequenceEqual(t.Messages.Select(m => m.At).Order())
                && t.LastCustomerMessageAt == customers.LastOrDefault()?.At
                && t.LastReplyAt == answers.LastOrDefault()?.At
                && t.LastHumanMessageAt == customers.Concat(answers).Select(m => m.At).Append(t.CreatedAt).Max();
        }));

    [Fact]
    public void Nothing_is_left_behind_by_a_merge() => StoryLaws.Hold(step =>
    {
        if (step.Command is not TicketCommand.Merge merge || step.Decision is not Decision.Accepted)
        {
            return true;
        }

        var (source, target) = (step.Before[step.Ticket], step.Before[merge.Into]);
        var survivor = step.After[merge.Into];
        TicketId[] inside = [survivor.Id, .. survivor.Absorbed.Select(a => a.Ticket)];
        return survivor.Tags.SequenceEqual(source.Tags.Union(target.Tags).Order(StringComparer.Ordinal))
            && source.Followers.Concat(target.Followers).All(f => survivor.Followers.Any(s => s.Agent == f.Agent))
            && source.Subjects.Concat(target.Subjects).ToHashSet().SetEquals(survivor.Subjects)
            && source.Participants.Concat(target.Participants).Append(source.Requester).All(survivor.IsParticipant)
            && source.Links.Concat(target.Links).Where(l => !inside.Contains(l.Other))
                .All(l => survivor.Links.Any(s => s.Type == l.Type && s.Other == l.Other))
            && source.Messages.Concat(target.Messages).All(m => survivor.Messages.Count(s => s.Message == m.Message) == 1)
            && source.Messages.All(m => survivor.Messages.Find(s => s.Message == m.Message)!.Origin == (m.Origin ?? source.Id))
            && source.Ratings.All(r => survivor.Ratings[r.Key] == r.Value);
    });

    // Up to the versions and the instant of the status: an unmerge is two more events, not a journey in time.
    [Fact]
    public void Merging_and_coming_back_restores_every_ticket() => StoryLaws.Hold(ComesBack);

    [Fact]
    public void Merging_and_coming_back_restores_the_waiting_and_the_warned() => StoryLaws.Hold(
        ComesBack,
        TicketPolicy.Default with { WarnBeforeClosing = NodaTime.Duration.FromDays(2), ClosePolicy = ClosePolicy.Both },
        commands: ["Reply", "WarnOfClosing", "WarnOfClosing", "Fire", "Merge", "Receive"]);

    [Fact]
    public void The_survivors_of_many_merges_do_not_depend_on_their_order() => StoryLaws.Hold(
        _ => true,
        atTheEnd: world =>
        {
            var live = world.Tickets.Where(t => t.MergedInto is null).Select(t => t.Id).Take(3).ToArray();
            if (live.Length < 3)
            {
                return true;
            }

            var (one, two) = (world.Fork(), world.Fork());
            var done = one.Try(live[0], new TicketCommand.Merge(live[1])) is Decision.Accepted
                && one.Try(live[1], new TicketCommand.Merge(live[2])) is Decision.Accepted
                && two.Try(live[1], new TicketCommand.Merge(live[2])) is Decision.Accepted
                && two.Try(live[0], new TicketCommand.Merge(live[2])) is Decision.Accepted;
            var (a, b) = (one[live[2]], two[live[2]]);
            return !done || (a.Messages.Select(m => (m.Message, m.Origin)).ToHashSet().SetEquals(b.Messages.Select(m => (m.Message, m.Origin)))
                && a.Tags.SequenceEqual(b.Tags)
                && a.Links.Select(l => (l.Type, l.Other)).ToHashSet().SetEquals(b.Links.Select(l => (l.Type, l.Other)))
                && a.Absorbed.Select(x => x.Ticket).ToHashSet().SetEquals(b.Absorbed.Select(x => x.Ticket)));
        });

    private static bool ComesBack(PlayedStep step)
    {
        Ticket[] all = [.. step.After.Tickets];
        var source = step.After.Survivor(step.Ticket).Id;
        return all.Where(t => t.Id != source).All(target =>
        {
            var world = step.After.Fork().Later(NodaTime.Duration.FromMinutes(1));
            if (world.Try(source, new TicketCommand.Merge(target.Id)) is not Decision.Accepted)
            {
                return true;
            }

            world.Do(source, new TicketCommand.Unmerge());
            return all.All(t =>
                ObjectText.Of(t, "Version", "StatusSince") == ObjectText.Of(world[t.Id], "Version", "StatusSince"));
        });
    }
}
