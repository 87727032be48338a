using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>A message of the input.</summary>
/// <param name="Id">The raw JSON of its id; empty for none.</param>
/// <param name="Label">What it is; null when the line does not say.</param>
/// <param name="Step">What the line says to do with it; null when it does not say.</param>
/// <param name="Content">What the filter reads of it.</param>
internal sealed record MailLine(byte[] Id, SpamClass? Label, MailStep? Step, SpamContent Content);
