using System.Text.Json.Serialization;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>
/// One of the things that a store keeps of a tenant, as it is handed from one store to another. What can be made of others is not among them: the
/// rows of lists, the ids by which messages are found (<see cref="ThreadIds"/>), indexes. Kinds come in the order in which they stand here.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Happened), "event")]
[JsonDerivedType(typeof(Snapshot), "ticket")]
[JsonDerivedType(typeof(Content), "content")]
[JsonDerivedType(typeof(Written), "message")]
[JsonDerivedType(typeof(KnownKey), "key")]
[JsonDerivedType(typeof(Delivery), "delivery")]
[JsonDerivedType(typeof(Timer), "timer")]
[JsonDerivedType(typeof(Outgoing), "outgoing")]
[JsonDerivedType(typeof(Explanation), "explanation")]
[JsonDerivedType(typeof(Sample), "sample")]
[JsonDerivedType(typeof(SpamTotals), "spamTotals")]
[JsonDerivedType(typeof(SpamCount), "spamCount")]
[JsonDerivedType(typeof(SpamLesson), "spamLesson")]
[JsonDerivedType(typeof(PutAside), "quarantine")]
[JsonDerivedType(typeof(Notice), "notice")]
public abstract record StoredRecord
{
    private StoredRecord()
    {
    }

    /// <summary>An event, in the order in which those of all tickets were committed.</summary>
    /// <param name="Ticket">The ticket in whose stream it is.</param>
    /// <param name="Recorded">The event.</param>
    public sealed record Happened(TicketId Ticket, RecordedEvent Recorded) : StoredRecord;

    /// <summary>What a ticket is beside its stream, in the order in which tickets began: the n-th has the number n.</summary>
    /// <param name="Ticket">The ticket.</param>
    /// <param name="State">Clocks, what the filter was taught, where answers go on.</param>
    public sealed record Snapshot(TicketId Ticket, StoredSnapshot State) : StoredRecord;

    /// <summary>The content of attachments, each once, by its name.</summary>
    /// <param name="Hash">The name: the SHA-256.</param>
    /// <param name="Bytes">The content.</param>
    public sealed record Content(BlobHash Hash, ReadOnlyMemory<byte> Bytes) : StoredRecord;

    /// <summary>A message, in the order in which messages were stored.</summary>
    /// <param name="Ticket">The ticket that has it now.</param>
    /// <param name="Message">The message without attachments.</param>
    /// <param name="Attachments">Its attachments, by the names of their contents.</param>
    public sealed record Written(TicketId Ticket, TicketMessage Message, IReadOnlyList<StoredAttachment> Attachments) : StoredRecord;

    /// <summary>A key under which something would come again, by its digest.</summary>
    /// <param name="Digest">SHA-256 as 64 lower-case hexadecimal digits: <see cref="KeyDigest"/>.</param>
    /// <param name="Message">The message that came in under it; null for none.</param>
    public sealed record KnownKey(string Digest, MessageId? Message) : StoredRecord;

    /// <summary>A way by which a message came, by message, in the order in which it came.</summary>
    /// <param name="Message">The message.</param>
    /// <param name="By">Channel and account.</param>
    public sealed record Delivery(MessageId Message, ChannelAddress By) : StoredRecord;

    /// <summary>A timer, by ticket and kind. Who holds it is not told: a lease means nothing elsewhere.</summary>
    /// <param name="Ticket">The ticket.</param>
    /// <param name="Due">The timer.</param>
    public sealed record Timer(TicketId Ticket, TicketTimer Due) : StoredRecord;

    /// <summary>A message that waits to leave, or did not and waits for a person, in the order of the outbox. Who holds it is not told.</summary>
    /// <param name="Message">The message.</param>
    /// <param name="NotBefore">When it may leave; null for at once.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="Failure">Why it does not leave by itself; null while it does.</param>
    public sealed record Outgoing(OutboundMessage Message, Instant? NotBefore, long Attempts, Fault? Failure) : StoredRecord;

    /// <summary>The explanation of an outcome, by ticket, in the order in which they were made.</summary>
    /// <param name="Ticket">The ticket.</param>
    /// <param name="Trace">The explanation.</param>
    public sealed record Explanation(TicketId Ticket, Trace Trace) : StoredRecord;

    /// <summary>The features of a ticket's first message, by ticket.</summary>
    /// <param name="Ticket">The ticket.</param>
    /// <param name="Features">The features.</param>
    public sealed record Sample(TicketId Ticket, SpamFeatures Features) : StoredRecord;

    /// <summary>How many messages the spam model was taught; none where nothing was.</summary>
    /// <param name="Spam">Spam.</param>
    /// <param name="Ham">Others.</param>
    public sealed record SpamTotals(int Spam, int Ham) : StoredRecord;

    /// <summary>How often a feature was in taught messages, by feature as a signed number; none where both are zero.</summary>
    /// <param name="Feature">The hash.</param>
    /// <param name="Spam">In spam.</param>
    /// <param name="Ham">In others.</param>
    public sealed record SpamCount(
        [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] ulong Feature, int Spam, int Ham) : StoredRecord;

    /// <summary>A message outside of tickets that was taught, by digest.</summary>
    /// <param name="Digest">The digest of its key, as <see cref="KnownKey.Digest"/>.</param>
    /// <param name="Class">As what it counts.</param>
    /// <param name="Features">The digest of the features that it was taught with; null where it is not known.</param>
    public sealed record SpamLesson(
        string Digest,
        SpamClass Class,
        [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] long? Features) : StoredRecord;

    /// <summary>Input that was put aside, in order.</summary>
    /// <param name="Entry">The input with the reason.</param>
    public sealed record PutAside(QuarantineEntry Entry) : StoredRecord;

    /// <summary>An automatic message that somebody got lately, by recipient and instant.</summary>
    /// <param name="Recipient">The digest of who got it: <see cref="KeyDigest.OfRecipient"/>, as <see cref="KnownKey.Digest"/>.</param>
    /// <param name="At">When.</param>
    public sealed record Notice(string Recipient, Instant At) : StoredRecord;
}
