namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>What a line says to do with its message.</summary>
internal enum MailStep
{
    /// <summary>Teach it with its label.</summary>
    Train,

    /// <summary>Judge it.</summary>
    Classify,
}
