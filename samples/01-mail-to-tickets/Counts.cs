namespace MailToTickets;

/// <summary>What became of the mails of this run.</summary>
internal sealed class Counts
{
    public int Mails { get; set; }

    public int Tickets { get; set; }

    public int Spam { get; set; }

    public int Appended { get; set; }

    public int Quarantined { get; set; }

    public List<string> Duplicates { get; } = [];

    public int Sent { get; set; }

    /// <summary>Every mail ends as exactly one thing.</summary>
    public bool IsComplete => Tickets + Appended + Duplicates.Count + Quarantined == Mails;
}
