namespace Helpdesk.Core.Tickets;

/// <summary>
/// In which categories a command makes sense, before the lifecycle is asked: the table of <c>docs/spec/commands.md</c>. What
/// moves the status is the lifecycle's to refuse; nothing is worked on that is finished or put away; what is deleted is only
/// recovered, annotated or erased.
/// </summary>
internal static class CommandTable
{
    public static bool IsPossible(TicketCommand command, StatusCategory category) => command switch
    {
        TicketCommand.Receive or TicketCommand.Reply or TicketCommand.Fire or TicketCommand.SetStatus or TicketCommand.Postpone
            or TicketCommand.Merge or TicketCommand.Unmerge or TicketCommand.AddNote or TicketCommand.Erase
            or TicketCommand.Migrate or TicketCommand.ReviewSla or TicketCommand.RunMacro or TicketCommand.ReportDelivery
            or TicketCommand.ReportCall => true,
        TicketCommand.WarnOfClosing => category is StatusCategory.WaitingOnCustomer or StatusCategory.Resolved,
        TicketCommand.AddTags or TicketCommand.RemoveTags or TicketCommand.Follow or TicketCommand.Unfollow
            or TicketCommand.AddSubject or TicketCommand.RemoveSubject
            or TicketCommand.AddParticipant or TicketCommand.RemoveParticipant => category != StatusCategory.Deleted,
        TicketCommand.Rate or TicketCommand.Link or TicketCommand.Unlink or TicketCommand.Split or TicketCommand.Forward => category is not (StatusCategory.Deleted or StatusCategory.Spam),
        _ => category is not (StatusCategory.Closed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted),
    };
}
