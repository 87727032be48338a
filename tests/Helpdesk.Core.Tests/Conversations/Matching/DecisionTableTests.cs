using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Tests.Conversations.Matching;

/// <summary>Every evidence against every class of sender, as <c>docs/conversations.md</c> has it.</summary>
public sealed class DecisionTableTests
{
    private static readonly MessageTokens Tokens = new(new TenantId("acme"), ["0123456789abcdef"u8.ToArray()]);
    private static readonly MessageId Sent = new(new Guid(7, 0, 0, new byte[8]));
    private static readonly Address Carl = Address.Mail("carl@customer.example");
    private static readonly ThreadCandidate A = new(
        new TicketId(new Guid(1, 0, 0, new byte[8])), TicketReference.Format(TicketReference.DefaultPrefix, 1), [Mails.Ann, Mails.Support]);

    private static readonly ThreadCandidate B = new(
        new TicketId(new Guid(2, 0, 0, new byte[8])), TicketReference.Format(TicketReference.DefaultPrefix, 2), [Mails.Ann]);

    private static readonly ThreadItem Public = new(Sent, MessageDirection.Outbound, [Carl], IsInternal: false);

    // The table of the page, row by row: agent, participant, recipient, stranger. "append" is with the sender's class, "flag" flagged.
    [Theory]
    [InlineData("token", "append append append flag")]
    [InlineData("reply address", "append append append flag")]
    [InlineData("delivered to", "append append append flag")]
    [InlineData("body marker", "append append append flag")]
    [InlineData("external id", "append append append linked")]
    [InlineData("subject", "append append linked linked")]
    [InlineData("shared ancestor", "append append linked linked")]
    [InlineData("late parent", "append append linked linked")]
    [InlineData("nothing", "new new new new")]
    public void The_table_holds(string evidence, string row)
    {
        Address[] senders = [Mails.Kim, Mails.Ann, Carl, Mails.Eve];
        Assert.Equal(row, string.Join(' ', senders.Select(s => Said(Match(With(evidence, Mails.From(s)))))));
    }

    [Theory]
    [InlineData("token", "append-by-token")]
    [InlineData("reply address", "append-by-token")]
    [InlineData("body marker", "append-by-body-marker")]
    [InlineData("external id", "append-by-external-id")]
    [InlineData("subject", "append-by-subject")]
    [InlineData("shared ancestor", "append-by-shared-ancestor")]
    public void The_trace_names_what_decided(string evidence, string code)
    {
        var trace = Match(With(evidence, Mails.From(Mails.Ann))).Trace;
        Assert.Equal(code, trace.Code);
        Assert.Equal(code["append-by-".Length..], trace.Facts.Single(f => f.Name == "evidence").Value);
        Assert.Equal("participant", trace.Facts.Single(f => f.Name == "sender").Value);
    }

    [Fact]
    public void A_forged_or_foreign_token_is_no_evidence()
    {
        var forged = Tokens.Issue(TokenPurpose.MessageId, Sent).Replace('a', 'b')[..44] + "a";
        Assert.Equal("new", Said(Match(Mails.From(Mails.Ann) with { InReplyTo = [$"{forged}@acme.example"] })));
        Assert.Equal("new", Said(Match(Mails.From(Mails.Ann) with { InReplyTo = [$"{Tokens.Issue(TokenPurpose.ReplyAddress, Sent)}@acme.example"] })));
        Assert.Equal("new", Said(Match(Mails.From(Mails.Ann) with { To = [Tokens.AddressFor(Mails.Support, TokenPurpose.MessageId, Sent)!] })));
        Assert.Equal("new", Said(Match(Mails.From(Mails.Ann) with { Text = $"> [hd:{Tokens.Issue(TokenPurpose.MessageId, Sent)}]" })));
    }

    [Theory]
    [InlineData("mx.acme.example; spf=fail smtp.mailfrom=customer.example; dmarc=fail header.from=customer.example", "linked")]
    [InlineData("MX.acme.example 1 ; DMARC=FAIL (p=none) header.from=customer.example", "linked")]
    [InlineData("(our) mx.acme.example; dmarc (a;b) = fail", "linked")]
    [InlineData("mx.acme.example; dmarc=pass header.from=customer.example", "append")]
    [InlineData("mx.acme.example; dkim=fail; spf=fail", "append")]
    [InlineData("mx.acme.example; spf=pass reason=\"; dmarc=fail\"", "append")]
    [InlineData("mx.acme.example; spf=pass (dmarc=fail; dmarc=fail)", "append")]
    [InlineData("mx.evil.example; dmarc=fail", "append")]
    [InlineData("mx.acme.example.evil.example; dmarc=fail", "append")]
    [InlineData("", "append")]
    public void Whom_our_own_server_fails_is_a_stranger(string results, string wanted)
    {
        var mail = With("external id", Mails.From(Mails.Ann, ("Authentication-Results", results)));
        Assert.Equal(wanted, Said(Match(mail)));
        Assert.Equal(wanted == "linked", Match(mail).Flags.Contains("sender-authentication-failed"));
        var agent = With("external id", Mails.From(Mails.Kim, ("Authentication-Results", results)));
        Assert.Equal(wanted, Said(Match(agent)));
        Assert.Equal("append", Said(Match(mail, server: "")));
    }

    [Fact]
    public void What_was_sent_to_an_agent_is_answered_by_that_agent_alone()
    {
        var notice = Public with { Direction = MessageDirection.Note, Recipients = [Mails.Kim], IsInternal = true };
        foreach (var mail in new[]
        {
            Mails.From(Mails.Kim) with { InReplyTo = [$"{Tokens.Issue(TokenPurpose.AgentNotice, Sent)}@acme.example"] },
            Mails.From(Mails.Kim) with { To = [Tokens.AddressFor(Mails.Support, TokenPurpose.AgentNotice, Sent)!] },
        })
        {
            Assert.True(Assert.IsType<ThreadMatch.Append>(Match(mail, item: notice)).IsInternal);
            foreach (var other in new[] { Mails.Ann, Mails.Eve, Carl, Mails.Support })
            {
                var refused = Assert.IsType<ThreadMatch.Refused>(Match(mail with { From = other, Subject = $"[{A.Reference}]" }, item: notice));
                Assert.Equal(("agent-token-mismatch", "refused-agent-token"), (refused.Reason.Code, refused.Trace.Code));
            }

            Assert.IsType<ThreadMatch.Refused>(Match(mail, item: notice with { Recipients = [Mails.Ann] }));
            Assert.IsType<ThreadMatch.Refused>(Match(
                mail with { Headers = [new MessageHeader("Authentication-Results", "mx.acme.example; dmarc=fail")] }, item: notice));
        }
    }

    [Theory]
    [InlineData("token")]
    [InlineData("reply address")]
    [InlineData("body marker")]
    [InlineData("external id")]
    public void What_answers_something_internal_is_internal(string evidence)
    {
        var note = Public with { Direction = MessageDirection.Note, IsInternal = true };
        Assert.True(Assert.IsType<ThreadMatch.Append>(Match(With(evidence, Mails.From(Carl)), item: note)).IsInternal);
        Assert.False(Assert.IsType<ThreadMatch.Append>(Match(With(evidence, Mails.From(Carl)))).IsInternal);
    }

    // The id is enough to know that it answers a note, also where it lets nobody in.
    [Fact]
    public void An_answer_to_a_note_that_came_in_by_the_subject_is_internal()
    {
        var mail = With("external id", Mails.From(Mails.Ann)) with { Subject = $"[{A.Reference}]" };
        var note = Public with { Direction = MessageDirection.Note, Recipients = [], IsInternal = true };
        Assert.True(Assert.IsType<ThreadMatch.Append>(Match(mail, item: note)).IsInternal);
    }

    [Fact]
    public void A_machine_without_a_part_that_has_the_reply_address_is_internal()
    {
        var code = With("reply address", Mails.From(Mails.Eve));
        Assert.True(Assert.IsType<ThreadMatch.Append>(Match(code, MessageKind.AutoGenerated)).IsInternal);
        Assert.False(Assert.IsType<ThreadMatch.Append>(Match(code)).IsInternal);
        Assert.False(Assert.IsType<ThreadMatch.Append>(Match(code with { From = Mails.Ann }, MessageKind.AutoGenerated)).IsInternal);
    }

    [Theory]
    [InlineData(MessageKind.Bounce)]
    [InlineData(MessageKind.Receipt)]
    [InlineData(MessageKind.Complaint)]
    public void Reports_are_matched_by_tokens_only(MessageKind kind)
    {
        var server = Address.Mail("mailer-daemon@mx.customer.example");
        Assert.IsType<ThreadMatch.Append>(Match(With("token", Mails.From(server)), kind));
        Assert.IsType<ThreadMatch.Append>(Match(
            Mails.From(server) with { To = [Tokens.AddressFor(Mails.Support, TokenPurpose.Bounce, Sent)!] }, kind));
        foreach (var evidence in new[] { "external id", "subject", "shared ancestor", "body marker" })
        {
            Assert.Equal("new", Said(Match(With(evidence, Mails.From(Mails.Ann)), kind)));
        }
    }

    [Fact]
    public void Our_own_message_that_comes_back_is_put_aside_and_what_a_mailbox_writes_to_another_is_not()
    {
        var billing = Address.Mail("billing@acme.example");
        var own = Mails.From(Mails.Support) with { ExternalId = $"{Tokens.Issue(TokenPurpose.MessageId, Sent)}@acme.example" };
        Assert.Equal("own-loop", Assert.IsType<ThreadMatch.Refused>(Match(own, MessageKind.AutoGenerated)).Reason.Code);
        Assert.Equal("own-loop", Assert.IsType<ThreadMatch.Refused>(Match(own)).Reason.Code);
        Assert.Equal("own-loop", Assert.IsType<ThreadMatch.Refused>(Match(own with { From = Mails.Eve })).Reason.Code);
        var across = own with { Channel = new ChannelAddress(ChannelAddress.Mail, billing.Value), To = [billing] };
        Assert.Equal("linked", Said(Match(across)));
        Assert.Equal("own-loop", Assert.IsType<ThreadMatch.Refused>(Match(across, MessageKind.AutoGenerated)).Reason.Code);
        Assert.Equal("own-loop", Assert.IsType<ThreadMatch.Refused>(Match(own with { ExternalId = "renamed@provider.example" })).Reason.Code);
    }

    [Fact]
    public void An_id_that_another_message_had_is_flagged_and_says_nothing_else()
    {
        var match = Match(Mails.From(Mails.Ann) with { ExternalId = "a1@x" }, item: Public with { Direction = MessageDirection.Inbound });
        Assert.Equal("new", Said(match));
        Assert.Equal(["message-id-reused"], match.Flags);
    }

    // Our acknowledgement refers to the first message with the id; that is no reason for the second one to join it.
    [Fact]
    public void Those_that_refer_to_an_id_mean_the_message_that_had_it_first()
    {
        ThreadEvidence[] evidence =
        [
            new(EvidenceKind.ExternalId, "x@x", A, Public with { Direction = MessageDirection.Inbound }),
            new(EvidenceKind.SharedAncestor, "x@x", A),
        ];
        var match = ThreadMatcher.Match(Mails.From(Mails.Ann) with { ExternalId = "x@x" }, MessageKind.Human, new MatchContext(evidence, [], []));
        Assert.Equal("new", Said(match));
        Assert.Equal(["message-id-reused"], match.Flags);
    }

    [Fact]
    public void A_merged_ticket_and_the_one_in_which_it_goes_on_are_no_conflict_and_share_those_who_take_part()
    {
        var survivor = B with { Participants = [Carl] };
        var mail = With("token", Mails.From(Carl)) with { Subject = $"[{B.Reference}]" };
        var match = Match(mail, survivors: new() { [A.Ticket] = survivor }, item: Public with { Recipients = [] });
        Assert.Empty(match.Flags);
        Assert.True(Assert.IsType<ThreadMatch.Append>(match).TakesPart);
        Assert.Equal(["non-participant", "conflicting-evidence"], Match(mail, item: Public with { Recipients = [] }).Flags);
    }

    [Fact]
    public void The_first_id_answered_comes_before_the_references_and_those_before_the_other_ids_answered()
    {
        var ids = ThreadLookUps.Of(
            Mails.From(Mails.Ann) with { InReplyTo = ["1", "4"], References = ["3", "2", "1"], ExternalId = "own" }, MessageKind.Human, ReferenceScheme.Default, null).ThreadIds;
        Assert.Equal(["1", "2", "3", "4", "own"], ids);
    }

    [Fact]
    public void Ids_of_other_channels_are_known_within_their_account_only()
    {
        var chat = new ChannelAddress("whatsapp", "acc1");
        var mail = Mails.From(Mails.Ann) with { InReplyTo = [ThreadIds.Of(chat, "w1")] };
        Assert.Empty(ThreadLookUps.Of(mail, MessageKind.Human, ReferenceScheme.Default, null).ThreadIds);
        Assert.NotEqual(ThreadIds.Of(chat, "w1"), ThreadIds.Of(chat with { Account = "acc2" }, "w1"));
        Assert.NotEqual(ThreadIds.Of(chat, "w1"), ThreadIds.OfConversation(chat, "w1"));
        Assert.Equal("", ThreadIds.OfConversation(chat, ""));
    }

    private static InboundMessage With(string evidence, InboundMessage mail) => evidence switch
    {
        "token" => mail with { References = [$"{Tokens.Issue(TokenPurpose.MessageId, Sent).ToUpperInvariant()}@ACME.example"] },
        "reply address" => mail with { Cc = [Tokens.AddressFor(Mails.Support, TokenPurpose.ReplyAddress, Sent)!] },
        "delivered to" => mail with
        {
            Headers = [.. mail.Headers, new MessageHeader("Delivered-To", $"x@y.example, <{Tokens.AddressFor(Mails.Support, TokenPurpose.ReplyAddress, Sent)!.Value}>")],
        },
        "body marker" => mail with { Text = $"Yes.\n\n> Hello\n> {Tokens.Marker(Sent)}\n" },
        "external id" => mail with { InReplyTo = ["a1@x"] },
        "subject" => mail with { Subject = $"Re: [{A.Reference}] Printer" },
        "shared ancestor" => mail with { References = ["root@x"] },
        "late parent" => mail with { ExternalId = "root@x" },
        _ => mail,
    };

    // Everything is known; only what stands in the message counts.
    private static ThreadMatch Match(
        InboundMessage mail,
        MessageKind kind = MessageKind.Human,
        ThreadItem? item = null,
        string server = "mx.acme.example",
        Dictionary<TicketId, ThreadCandidate>? survivors = null) => ThreadMatcher.Match(mail, kind, new MatchContext(
            [
                new ThreadEvidence(EvidenceKind.Token, Sent.ToString(), A, item ?? Public),
                new ThreadEvidence(EvidenceKind.ExternalId, "a1@x", A, item ?? Public),
                new ThreadEvidence(EvidenceKind.ExternalId, "renamed@provider.example", A, Public),
                new ThreadEvidence(EvidenceKind.SubjectReference, A.Reference.Value, A),
                new ThreadEvidence(EvidenceKind.SubjectReference, B.Reference.Value, B),
                new ThreadEvidence(EvidenceKind.SharedAncestor, "root@x", A, item ?? Public),
            ],
            [Mails.Kim],
            [Mails.Support, Address.Mail("billing@acme.example")])
        {
            Tokens = Tokens,
            AuthenticationServer = server,
            Survivors = survivors ?? [],
        });

    private static string Said(ThreadMatch match) => match switch
    {
        ThreadMatch.Append append when append.Ticket == A.Ticket => append.Flags.Contains("non-participant") ? "flag" : "append",
        ThreadMatch.New { PossiblyRelatedTo: { } related } when related == A.Ticket => "linked",
        ThreadMatch.New { PossiblyRelatedTo: null } => "new",
        _ => match.Trace.Code,
    };
}
