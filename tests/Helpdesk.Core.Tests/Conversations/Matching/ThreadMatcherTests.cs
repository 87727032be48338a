using FsCheck.Fluent;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Messages;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations.Matching;

public sealed class ThreadMatcherTests
{
    private static readonly ThreadCandidate A = Candidate(1);
    private static readonly ThreadCandidate B = Candidate(2);

    [Fact]
    public void An_answer_of_a_participant_is_appended() =>
        Assert.Equal(A.Ticket, Appended(Mails.Ann, m => m with { InReplyTo = ["a1@x"] }, External("a1@x", A)));

    [Fact]
    public void An_answer_of_an_agent_is_appended() =>
        Assert.Equal(A.Ticket, Appended(Mails.Kim, m => m with { References = ["a1@x"] }, External("a1@x", A)));

    [Fact]
    public void A_stranger_who_quotes_a_known_id_makes_a_linked_new_ticket()
    {
        var match = Match(Mails.Eve, m => m with { InReplyTo = ["a1@x"] }, External("a1@x", A));
        Assert.Equal(A.Ticket, Assert.IsType<ThreadMatch.New>(match).PossiblyRelatedTo);
        Assert.Equal("new-linked-stranger", match.Trace.Code);
    }

    [Fact]
    public void A_printed_reference_lets_only_agents_and_participants_in()
    {
        var hit = new ThreadEvidence(EvidenceKind.SubjectReference, A.Reference.Value, A);
        Assert.Equal(A.Ticket, Appended(Mails.Ann, Subject, hit));
        Assert.IsType<ThreadMatch.New>(Match(Mails.Eve, Subject, hit));

        static InboundMessage Subject(InboundMessage m) => m with { Subject = $"Re: [{A.Reference}] Printer" };
    }

    [Fact]
    public void What_it_answers_outweighs_the_subject_and_the_other_ticket_is_named()
    {
        var match = Match(
            Mails.Ann,
            m => m with { InReplyTo = ["b1@x"], Subject = $"Re: [{A.Reference}]" },
            new ThreadEvidence(EvidenceKind.SubjectReference, A.Reference.Value, A),
            External("b1@x", B));
        Assert.Equal(B.Ticket, Assert.IsType<ThreadMatch.Append>(match).Ticket);
        Assert.Equal("conflicting-evidence", Assert.Single(match.Trace.Steps).Code);
    }

    [Fact]
    public void The_nearest_reference_wins() =>
        Assert.Equal(
            B.Ticket,
            Appended(Mails.Ann, m => m with { References = ["a1@x", "b1@x"] }, External("a1@x", A), External("b1@x", B)));

    [Fact]
    public void Threads_whose_first_mail_never_came_are_joined_by_their_common_ancestor() =>
        Assert.Equal(
            A.Ticket,
            Appended(
                Mails.Ann,
                m => m with { References = ["root@x"] },
                new ThreadEvidence(EvidenceKind.SharedAncestor, "root@x", A)));

    [Fact]
    public void A_bounce_is_not_matched_by_a_guessed_reference()
    {
        var message = Mails.From(Mails.Ann) with { Subject = $"[{A.Reference}]" };
        var hit = new ThreadEvidence(EvidenceKind.SubjectReference, A.Reference.Value, A);
        Assert.IsType<ThreadMatch.New>(ThreadMatcher.Match(message, MessageKind.Bounce, Context(hit)));
    }

    [Fact]
    public void Our_own_mailbox_is_nobodys_participant()
    {
        var loop = new ThreadCandidate(A.Ticket, A.Reference, [Mails.Ann, Mails.Support]);
        Assert.IsType<ThreadMatch.New>(Match(Mails.Support, m => m with { InReplyTo = ["a1@x"] }, External("a1@x", loop)));
    }

    [Fact]
    public void No_message_of_a_stranger_is_ever_appended() => Properties.Holds(Prop.ForAll(
        Stories().ToArbitrary(),
        story => ThreadMatcher.Match(story.Message with { From = Mails.Eve }, MessageKind.Human, Context(story.Evidence))
            is ThreadMatch.New));

    [Fact]
    public void The_order_of_the_hits_and_irrelevant_headers_change_nothing() => Properties.Holds(Prop.ForAll(
        Stories().ToArbitrary(),
        story =>
        {
            var one = ThreadMatcher.Match(story.Message, MessageKind.Human, Context(story.Evidence));
            var other = ThreadMatcher.Match(
                story.Message with
                {
                    References = [.. story.Message.References, .. story.Message.References.TakeLast(1)],
                    Headers = [new MessageHeader("X-Noise", "1")],
                },
                MessageKind.Human,
                Context([.. story.Evidence.Reverse(), .. story.Evidence]));
            return Flat(one) == Flat(other);
        }));

    [Fact]
    public void The_stories_reach_appended_new_and_linked_messages()
    {
        var reached = Gen.Sample(Stories(), 500)
            .Select(s => ThreadMatcher.Match(s.Message, MessageKind.Human, Context(s.Evidence)).Trace.Code)
            .GroupBy(code => code)
            .ToDictionary(g => g.Key, g => g.Count());
        foreach (var code in new[] { "append-by-external-id", "append-by-shared-ancestor", "new", "new-linked-stranger" })
        {
            Assert.InRange(reached.GetValueOrDefault(code), 10, 490);
        }
    }

    [Fact]
    public void The_look_ups_are_bounded()
    {
        var message = Mails.From(Mails.Ann) with { References = [.. Enumerable.Range(0, 5_000).Select(i => $"{i}@x")] };
        var lookUps = ThreadLookUps.Of(message, MessageKind.Human, ReferenceScheme.Default, null);
        Assert.Equal(99, lookUps.ThreadIds.Count);
        Assert.Equal("4999@x", lookUps.ThreadIds[0]);
    }

    private static FsCheck.Gen<(InboundMessage Message, ThreadEvidence[] Evidence)> Stories()
    {
        var ids = Few(Gen.Elements("a1@x", "a2@x", "b1@x", "root@x", "unknown@x"));
        var hits = Few(
            from id in Gen.Elements("a1@x", "a2@x", "b1@x", "root@x")
            from kind in Gen.Elements(EvidenceKind.ExternalId, EvidenceKind.SharedAncestor)
            from candidate in Gen.Elements(A, B)
            select new ThreadEvidence(kind, id, candidate));
        return from inReplyTo in ids
               from references in ids
               from sender in Gen.Elements(Mails.Ann, Mails.Kim, Mails.Eve, Mails.Support)
               from evidence in hits
               select (Mails.From(sender) with { InReplyTo = inReplyTo, References = references }, evidence);
    }

    private static FsCheck.Gen<T[]> Few<T>(FsCheck.Gen<T> one) => Gen.Choose(0, 3).SelectMany(one.ArrayOf);

    private static string Flat(ThreadMatch match) => match switch
    {
        ThreadMatch.Append append => $"append {append.Ticket}",
        ThreadMatch.New @new => $"new {@new.PossiblyRelatedTo}",
        _ => "",
    };

    private static ThreadEvidence External(string id, ThreadCandidate candidate) => new(EvidenceKind.ExternalId, id, candidate);

    private static ThreadCandidate Candidate(int number) => new(
        new TicketId(new Guid(number, 0, 0, new byte[8])),
        TicketReference.Format(TicketReference.DefaultPrefix, number),
        [Mails.Ann]);

    private static MatchContext Context(params ThreadEvidence[] evidence) => new(evidence, [Mails.Kim], [Mails.Support]);

    private static ThreadMatch Match(Address from, Func<InboundMessage, InboundMessage> with, params ThreadEvidence[] evidence) =>
        ThreadMatcher.Match(with(Mails.From(from)), MessageKind.Human, Context(evidence));

    private static TicketId Appended(Address from, Func<InboundMessage, InboundMessage> with, params ThreadEvidence[] evidence) =>
        Assert.IsType<ThreadMatch.Append>(Match(from, with, evidence)).Ticket;
}
